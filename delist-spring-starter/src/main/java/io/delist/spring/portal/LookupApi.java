package io.delist.spring.portal;

import io.delist.blocklist.Explanation;
import io.delist.blocklist.Listing;
import io.delist.blocklist.Verdict;
import io.delist.net.IpAddress;
import io.delist.store.DelistRequest;
import io.delist.workflow.AddressReport;
import io.delist.workflow.Delisting;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Why an address is listed, as JSON. */
@Controller
final class LookupApi {

  private final Delisting delisting;
  private final ListState list;
  private final Visitors visitors;
  private final Problems problems;

  LookupApi(Delisting delisting, ListState list, Visitors visitors, Problems problems) {
    this.delisting = delisting;
    this.list = list;
    this.visitors = visitors;
    this.problems = problems;
  }

  /** The answer; the names are the contract. */
  record Answer(
      String address,
      String verdict,
      long revision,
      Instant checkedAt,
      @Nullable Entry listing,
      List<Entry> covering,
      List<Instant> delistedBefore) {

    static Answer of(AddressReport report) {
      Explanation explanation = report.explanation();
      Listing decisive =
          explanation.verdict() instanceof Verdict.Allowed ? null : explanation.decisive();
      return new Answer(
          explanation.address().toString(),
          explanation.verdict().label(),
          explanation.revision(),
          explanation.checkedAt().truncatedTo(ChronoUnit.MILLIS),
          decisive == null ? null : Entry.of(decisive),
          explanation.listings().stream().map(Entry::of).toList(),
          report.delistedBefore().stream()
              .map(DelistRequest::pressedAt)
              .filter(Objects::nonNull)
              .toList());
    }
  }

  /** A listing. */
  record Entry(
      String prefix,
      String source,
      int reasonCode,
      String reason,
      Instant listedAt,
      @Nullable Instant expiresAt) {

    static Entry of(Listing listing) {
      return new Entry(
          listing.prefix().toString(),
          listing.terms().source().name(),
          listing.terms().reasonCode().value(),
          listing.terms().reason(),
          listing.terms().listedAt(),
          listing.terms().expiresAt());
    }
  }

  @GetMapping("${delist.portal.base-path:}/api/v1/lookup")
  ResponseEntity<String> lookup(
      @RequestParam(defaultValue = "") String ip, HttpServletRequest request) {
    List<FieldProblem> found = new ArrayList<>();
    IpAddress address = Wish.address(ip, found);
    if (address == null) {
      return problems.malformed(found, visitors.of(request));
    }
    list.requireLoaded();
    return Json.answer(HttpStatus.OK, Answer.of(delisting.lookup(address)), new HttpHeaders());
  }
}
