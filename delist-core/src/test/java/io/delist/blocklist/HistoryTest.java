package io.delist.blocklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delist.net.IpPrefix;
import org.junit.jupiter.api.Test;

/** What a failure of the model tests shows is short, and is code. */
class HistoryTest {

  @Test
  void aHistoryIsTheCodeThatPlaysIt() {
    History history =
        new History()
            .list("10.0.0.0/8", "feed:a", 606, 0, 5, 60)
            .list("10.0.0.0/8", "operator", 607, 0, 5, History.NEVER)
            .exempt("10.0.0.1/32", 5, History.NEVER)
            .endExemption("10.0.0.1/32")
            .unlist("10.0.0.0/8", "operator")
            .allow("2001:db8::/32")
            .disallow("2001:db8::/32")
            .replace("feed:b", 608, 1, "::/0", "10.0.0.0/9")
            .moveTo(60)
            .publish();

    assertThat(history)
        .hasToString(
            """
                new History()
                    .list("10.0.0.0/8", "feed:a", 606, 0, 5, 60)
                    .list("10.0.0.0/8", "operator", 607, 0, 5, History.NEVER)
                    .exempt("10.0.0.1/32", 5, History.NEVER)
                    .endExemption("10.0.0.1/32")
                    .unlist("10.0.0.0/8", "operator")
                    .allow("2001:db8::/32")
                    .disallow("2001:db8::/32")
                    .replace("feed:b", 608, 1, "::/0", "10.0.0.0/9")
                    .moveTo(60)
                    .publish()
                    .play();
            """);
    assertThat(history.play().verdicts()).containsKeys("listed", "not-listed");
  }

  @Test
  void theShortestHistoryHasOnlyTheStepsThatMatter() {
    History history = new History();
    for (int i = 0; i < 20; i++) {
      history.list("10.0.0." + i + "/32", "feed:a", 606, 0, 0, History.NEVER).publish();
    }

    History shortest =
        history.shortest(
            each -> each.toString().contains("10.0.0.3/") && each.toString().contains("10.0.0.17"));

    assertThat(shortest)
        .hasToString(
            """
                new History()
                    .list("10.0.0.3/32", "feed:a", 606, 0, 0, History.NEVER)
                    .list("10.0.0.17/32", "feed:a", 606, 0, 0, History.NEVER)
                    .play();
            """);
  }

  @Test
  void ofAFeedOnlyThePrefixesThatMatterAreLeft() {
    History history =
        new History().replace("feed:a", 606, 0, "10.0.0.0/8", "10.0.0.0/9", "10.0.0.0/10");

    History shortest = history.shortest(each -> each.toString().contains("/9"));

    assertThat(shortest.toString()).contains("replace(\"feed:a\", 606, 0, \"10.0.0.0/9\")");
  }

  @Test
  void aListThatDiffersFromTheScanFails() {
    Replay replay = new Replay();
    replay.apply(listed(606));
    replay.publish();
    replay.projection().apply(listed(607));

    assertThatThrownBy(replay::publish)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("explanation of 10.0.0.0");
  }

  private static Change listed(int code) {
    ListingTerms terms = Replay.terms("feed:a", code, 0, 0, History.NEVER);
    return new Change.Listed(new Listing(IpPrefix.parse("10.0.0.0/8"), terms));
  }
}
