package io.delist.spring.portal;

import io.delist.blocklist.Explanation;
import io.delist.blocklist.Listing;
import io.delist.store.DelistRequest;
import io.delist.workflow.AddressReport;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is public about an address, as pages show it. */
final class ReportView {

  private ReportView() {}

  static Map<String, Object> of(AddressReport report, Texts texts, Visitor visitor) {
    Explanation explanation = report.explanation();
    String verdict = explanation.verdict().label();
    Map<String, Object> view = new HashMap<>();
    view.put("address", explanation.address().toString());
    view.put("verdict", verdict);
    view.put(
        "sentence",
        texts.of(
            visitor.language(),
            "verdict." + verdict,
            explanation.address().toString(),
            Texts.time(explanation.checkedAt()),
            Long.toString(explanation.revision())));
    view.put("listings", explanation.listings().stream().map(ReportView::listing).toList());
    view.put("delistedBefore", delistedBefore(report));
    return view;
  }

  private static Map<String, Object> listing(Listing listing) {
    Map<String, Object> row = new HashMap<>();
    row.put("prefix", listing.prefix().toString());
    row.put("source", listing.terms().source().name());
    row.put("code", listing.terms().reasonCode().enhancedStatusCode());
    row.put("reason", listing.terms().reason());
    row.put("listedAt", time(listing.terms().listedAt()));
    row.put("expiresAt", time(listing.terms().expiresAt()));
    return row;
  }

  /** When it was delisted before, the youngest first. */
  static List<Map<String, Object>> delistedBefore(AddressReport report) {
    return report.delistedBefore().stream()
        .map(DelistRequest::pressedAt)
        .filter(Objects::nonNull)
        .map(ReportView::time)
        .filter(Objects::nonNull)
        .toList();
  }

  /** A time for the eye and for programs, or null. */
  static @Nullable Map<String, Object> time(@Nullable Instant instant) {
    return instant == null ? null : Map.of("text", Texts.time(instant), "iso", instant.toString());
  }
}
