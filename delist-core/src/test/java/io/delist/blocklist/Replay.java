package io.delist.blocklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.Edges;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import io.delist.trie.TrieChecks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A {@link History} as it is played: the list and the scan, side by side. */
final class Replay {

  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private record Kept(BlocklistView view, ScannedList part, IpPrefix prefix) {}

  private Instant now = START;
  private final BlocklistProjection projection = new BlocklistProjection(() -> now);
  private final ScannedList scan = new ScannedList();
  private final Set<IpPrefix> touched = new LinkedHashSet<>();
  private final List<Kept> kept = new ArrayList<>();
  private final Map<String, Integer> verdicts = new LinkedHashMap<>();
  private long revision;

  static Instant at(int second) {
    return START.plusSeconds(second);
  }

  static ListingTerms terms(String source, int code, int listed, int evidence, int end) {
    return new ListingTerms(
        new Source(source),
        new ReasonCode(code),
        "",
        at(listed),
        at(evidence),
        end == History.NEVER ? null : at(end));
  }

  BlocklistProjection projection() {
    return projection;
  }

  /** How often each verdict was given. */
  Map<String, Integer> verdicts() {
    return verdicts;
  }

  void moveTo(int second) {
    now = now.isAfter(at(second)) ? now : at(second);
  }

  void apply(Change change) {
    projection.apply(change);
    scan.apply(change);
    touched.add(change.prefix());
  }

  /** The list gets the difference, the scan the whole. */
  void replace(ListingTerms terms, List<IpPrefix> prefixes) {
    Map<IpPrefix, Listing> before = new LinkedHashMap<>();
    scan.listedBy(terms.source()).forEach(listing -> before.put(listing.prefix(), listing));
    for (IpPrefix prefix : new LinkedHashSet<>(prefixes)) {
      Listing old = before.remove(prefix);
      ListingTerms rested = old == null ? terms : terms.restingOn(old.terms());
      if (old == null || !old.terms().equals(rested)) {
        projection.apply(new Change.Listed(new Listing(prefix, rested)));
      }
      touched.add(prefix);
    }
    for (IpPrefix gone : before.keySet()) {
      projection.apply(new Change.Unlisted(gone, terms.source()));
    }
    scan.replace(terms, prefixes);
  }

  /** Uses up handles, so that those that are gone are given out again. */
  void churn(int listings) {
    publish();
    Source source = new Source("churn");
    for (int i = 0; i < listings; i++) {
      IpPrefix prefix = IpAddress.ofV4(0x6440_0000 + i).toPrefix();
      Instant listed = START.plusMillis(i);
      ListingTerms terms =
          new ListingTerms(source, ReasonCode.BANNED, "", listed, listed, listed.plusSeconds(9));
      projection.apply(new Change.Listed(new Listing(prefix, terms)));
    }
    projection.publish(++revision);
    TrieChecks.check(projection.blocklist().view().tries().get(0));
    for (int i = 0; i < listings; i++) {
      projection.apply(new Change.Unlisted(IpAddress.ofV4(0x6440_0000 + i).toPrefix(), source));
    }
    publish();
  }

  void publish() {
    projection.publish(++revision);
    BlocklistView view = projection.blocklist().view();
    view.tries().forEach(TrieChecks::check);
    assertThat(view.revision()).isEqualTo(revision);
    assertThat(List.of(view.listedPrefixes(), view.exemptPrefixes(), view.allowedPrefixes()))
        .as("prefixes listed, exempt and allowed")
        .isEqualTo(scan.counts());
    Map<IpPrefix, List<Verdict.Listed>> answers = new LinkedHashMap<>();
    view.forEachAnswer(
        now.toEpochMilli(),
        (prefix, blocking) ->
            assertThat(answers.put(prefix, blocking)).as("%s is told twice", prefix).isNull());
    for (IpPrefix prefix : touched) {
      Edges.of(prefix).forEach(this::compare);
      Edges.of(prefix).forEach(address -> compareBlocking(view, answers, address));
    }
    if (!touched.isEmpty()) {
      IpPrefix last = List.copyOf(touched).get(touched.size() - 1);
      kept.add(new Kept(view, scan.touching(last), last));
    }
  }

  private void compare(IpAddress address) {
    BlocklistView view = projection.blocklist().view();
    Explanation expected = scan.explain(revision, address, now);
    assertThat(projection.blocklist().explain(address))
        .as("explanation of %s", address)
        .isEqualTo(expected);
    assertThat(projection.blocklist().check(address))
        .as("verdict on %s", address)
        .isEqualTo(expected.verdict());
    long before = now.toEpochMilli() - 1;
    everyForm(address);
    assertThat(view.check(address, before))
        .as("verdict on %s a millisecond earlier", address)
        .isEqualTo(scan.check(address, before));
    verdicts.merge(expected.verdict().label(), 1, Integer::sum);
  }

  private void compareBlocking(
      BlocklistView view, Map<IpPrefix, List<Verdict.Listed>> answers, IpAddress address) {
    List<Verdict.Listed> expected = scan.blocking(address, now.toEpochMilli());
    List<Verdict.Listed> found = new ArrayList<>();
    view.forEachBlocking(address, now.toEpochMilli(), found::add);
    assertThat(found).as("what blocks %s", address).isEqualTo(expected);
    assertThat(view.mayListWithin(address.toPrefix()) || expected.isEmpty())
        .as("%s may be listed", address)
        .isTrue();
    List<Verdict.Listed> told = List.of();
    for (int length = address.lengthBits(); length >= 0; length--) {
      List<Verdict.Listed> here = answers.get(address.prefix(length));
      if (here != null) {
        told = here;
        break;
      }
    }
    assertThat(told)
        .as("the answer of the longest prefix that has %s", address)
        .isEqualTo(expected);
  }

  /** Views of earlier revisions still say what they said. */
  void compareKept() {
    for (Kept each : kept) {
      for (IpAddress address : List.of(each.prefix().first(), each.prefix().last())) {
        assertThat(each.view().check(address, now.toEpochMilli()))
            .as("verdict on %s at revision %s", address, each.view().revision())
            .isEqualTo(each.part().check(address, now.toEpochMilli()));
      }
    }
  }

  /** Whatever an address comes as, the verdict is the same. */
  private void everyForm(IpAddress address) {
    Blocklist list = projection.blocklist();
    Verdict verdict = list.check(address);
    assertThat(list.check(address.toBytes())).as("%s as bytes", address).isSameAs(verdict);
    assertThat(list.check(address.toInetAddress())).as("%s of the JDK", address).isSameAs(verdict);
    long low = IpAddress.lowBits(address.toBytes());
    assertThat(list.check(address.high(), low)).as("%s as 128 bits", address).isSameAs(verdict);
    if (address.isV4()) {
      assertThat(list.check(address.v4Bits())).as("%s as 32 bits", address).isSameAs(verdict);
    }
  }
}
