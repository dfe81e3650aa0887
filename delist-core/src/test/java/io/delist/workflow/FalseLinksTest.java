package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.limit.LimitPolicy;
import io.delist.limit.Limits;
import io.delist.net.IpAddress;
import io.delist.store.AuditEntry;
import io.delist.store.DelistRequest;
import io.delist.store.Store;
import io.delist.store.StoreException;
import io.delist.store.Transaction;
import io.delist.token.ConfirmationClaims;
import io.delist.token.EmailFingerprint;
import io.delist.token.TokenSigner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Why a link that was not signed here was refused is in the audit log, and nobody fills it so. */
class FalseLinksTest {

  private static final IpAddress CLIENT = IpAddress.parse("198.51.100.1");
  private static final String SHORT = "d1.k1.x.y";
  private static final String PARTS = "no link at all";

  private final Bench bench = new Bench();
  private final AwayStore store = new AwayStore(bench.store);
  private final FalseLinks falseLinks = new FalseLinks(store, bench.clock);
  private final Delisting delisting =
      new Delisting(
          store,
          bench.replica.blocklist(),
          bench.proofs,
          new RuleBook(Bench.GUARD, List.of()),
          bench.policy,
          new Limits(LimitPolicy.none(), Bench.ring("k1", 1)),
          () -> {},
          falseLinks);

  /** A store that can be away, and counts how often it is asked. */
  private static final class AwayStore implements Store {
    private final Store store;
    private boolean away;
    private int asked;

    AwayStore(Store store) {
      this.store = store;
    }

    private void ask() {
      asked++;
      if (away) {
        throw new StoreException("away", null);
      }
    }

    @Override
    public <T> T write(Function<Transaction, T> work) {
      ask();
      return store.write(work);
    }

    @Override
    public <T> T read(Function<Transaction, T> work) {
      ask();
      return store.read(work);
    }

    @Override
    public void onListChange(Consumer<Long> listener) {
      store.onListChange(listener);
    }
  }

  private List<String> rows() {
    return details().stream().map(detail -> detail.replaceFirst(" since .*", "")).toList();
  }

  private List<String> details() {
    return bench.store.read(
        transaction -> {
          List<String> rows = new ArrayList<>();
          transaction
              .audit()
              .read(
                  0,
                  row -> {
                    AuditEntry entry = row.entry();
                    if (entry.action().equals(LinkRefusals.ACTION)) {
                      assertThat(entry.actor()).isEqualTo("visitor");
                      assertThat(entry.prefix()).as("no visitor's address").isNull();
                      assertThat(entry.requestId()).isNull();
                      rows.add(entry.detail());
                    }
                  });
          return rows;
        });
  }

  private void press(String link, @Nullable IpAddress client) {
    assertThat(delisting.confirm(link, Bench.BROWSER, "", client))
        .isEqualTo(new Confirmation.NoSuchLink());
  }

  /** The same link with another MAC. */
  private static String forged(String link) {
    String mac = link.substring(link.lastIndexOf('.') + 1);
    String other = mac.charAt(0) == 'A' ? "B" : "A";
    return link.substring(0, link.length() - mac.length()) + other + mac.substring(1);
  }

  private static ConfirmationClaims claims(DelistRequest request) {
    return new ConfirmationClaims(
        request.id(),
        request.address(),
        EmailFingerprint.of(request.email()),
        request.createdAt(),
        request.expiresAt());
  }

  @Test
  void eachReasonIsWrittenDownAndTheVisitorIsToldTheSame() {
    bench.list("203.0.113.9/32");
    DelistRequest request = bench.accepted();
    String ours = bench.linkOf(request);
    press(forged(ours), CLIENT);
    press(PARTS, CLIENT);
    press("", CLIENT);
    press("a".repeat(257), CLIENT);
    press("one.part.too.few.many", CLIENT);
    press(ours.replace("d1.k1.", "d1.k9."), CLIENT);
    press("d2" + ours.substring(2), CLIENT);
    press(
        new TokenSigner(Bench.ring("k1", 1), "https://other.example/").sign(claims(request)),
        CLIENT);
    assertThat(rows())
        .containsExactly(
            "MAC", "CHARACTERS", "LENGTH", "PARTS", "UNKNOWN_KEY", "VERSION", "AUDIENCE");
  }

  @Test
  void aNetworkIsWrittenDownOnceAnHourForEachReasonAndThenCounted() {
    for (int i = 0; i < 1_000; i++) {
      press(SHORT, IpAddress.parse("198.51.100." + i % 250));
      press(SHORT, IpAddress.parse("2001:db8::" + i));
    }
    press(SHORT, null);
    String reason = rows().get(0);
    assertThat(rows()).containsExactly(reason, reason, reason);

    bench.pass(Duration.ofHours(1).minusMillis(1));
    falseLinks.writeSums();
    assertThat(rows()).hasSize(3);
    bench.pass(Duration.ofMillis(1));
    press(SHORT, CLIENT);
    assertThat(rows().subList(3, 5)).containsExactly(reason + ": 1998 more at this node", reason);
    bench.pass(Duration.ofHours(1));
    falseLinks.writeSums();
    assertThat(rows()).as("nothing more came").hasSize(5);
  }

  @Test
  void millionsFromAnywhereAreFewRowsAndFewQuestionsToTheStore() {
    for (int i = 0; i < 1_000_000; i++) {
      press(SHORT, IpAddress.ofV4(0x0b00_0000 + i * 61));
    }
    assertThat(rows()).hasSize(FalseLinks.MOST_NETWORKS);
    assertThat(store.asked).isEqualTo(FalseLinks.MOST_NETWORKS);
    bench.pass(Duration.ofHours(1));
    falseLinks.writeSums();
    assertThat(rows())
        .hasSize(FalseLinks.MOST_NETWORKS + 1)
        .last()
        .asString()
        .contains(": " + (1_000_000 - FalseLinks.MOST_NETWORKS) + " more");
  }

  @Test
  void openingALinkAsksNoStoreAndIsInTheSum() {
    for (int i = 0; i < 7; i++) {
      assertThat(delisting.behind(SHORT)).isEmpty();
    }
    assertThat(store.asked).isZero();
    falseLinks.writeSums();
    assertThat(rows()).isEmpty();
    bench.pass(Duration.ofHours(1));
    falseLinks.writeSums();
    assertThat(rows()).singleElement().asString().contains(": 7 more");
  }

  @Test
  void whereTheStoreIsAwayTheAnswerIsTheSameAndNothingIsForgotten() {
    Instant start = bench.clock.instant();
    store.away = true;
    press(SHORT, CLIENT);
    press(SHORT, IpAddress.parse("203.0.113.1"));
    press(SHORT, null);
    assertThat(store.asked).as("for a minute it is not asked again").isEqualTo(1);
    bench.pass(Duration.ofMinutes(1));
    press(SHORT, IpAddress.parse("203.0.113.1"));
    assertThat(store.asked).isEqualTo(2);
    store.away = false;
    bench.pass(Duration.ofHours(1));
    falseLinks.writeSums();
    assertThat(details()).singleElement().asString().contains(": 4 more", "since " + start);
  }
}
