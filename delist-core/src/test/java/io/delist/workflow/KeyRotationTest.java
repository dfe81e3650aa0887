package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.limit.LimitPolicy;
import io.delist.limit.Limits;
import io.delist.store.DelistRequest;
import io.delist.store.RequestState;
import io.delist.token.KeyRing;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Keys are rotated between the request and the press. */
class KeyRotationTest {

  private final Bench bench = new Bench();
  private final AtomicReference<KeyRing> ring = new AtomicReference<>(KeyRing.of("k1", secret(1)));
  private final RequestProofs proofs = new RequestProofs(ring::get, Bench.PORTAL, new Random(5));
  private final Delisting delisting =
      new Delisting(
          bench.store,
          bench.replica.blocklist(),
          proofs,
          new RuleBook(Bench.GUARD, List.of()),
          bench.policy,
          new Limits(LimitPolicy.none(), ring::get),
          () -> {});

  private static byte[] secret(long seed) {
    byte[] secret = new byte[32];
    new Random(seed).nextBytes(secret);
    return secret;
  }

  private Submission.Accepted accepted() {
    bench.list("203.0.113.9/32");
    return (Submission.Accepted)
        delisting.submit(Bench.ADDRESS, Bench.EMAIL, Bench.BROWSER, Locale.ENGLISH);
  }

  @Test
  void anOpenLinkIsPressedFromTheBrowserThatAsked() {
    DelistRequest request = accepted().request();
    String link = proofs.linkOf(request);
    rotate(KeyRing.builder().verifyOnly("k1", secret(1)));
    assertThat(delisting.behind(link)).contains(request);
    assertThat(delisting.confirm(link, Bench.BROWSER, ""))
        .isInstanceOf(Confirmation.Delisted.class);
  }

  @Test
  void theCodeThatWasShownBeforeIsTakenAndShownAgain() {
    Submission.Accepted accepted = accepted();
    rotate(KeyRing.builder().verifyOnly("k1", secret(1)));
    assertThat(proofs.codeOf(accepted.request())).isEqualTo(accepted.code());
    String sentAfterTheRotation = proofs.linkOf(accepted.request());
    assertThat(sentAfterTheRotation).startsWith("d1.k2.");
    assertThat(delisting.confirm(sentAfterTheRotation, null, accepted.code()))
        .isInstanceOf(Confirmation.Delisted.class);
  }

  @Test
  void aLinkOfADestroyedKeyIsNoLink() {
    String link = proofs.linkOf(accepted().request());
    rotate(KeyRing.builder().destroyed("k1"));
    assertThat(delisting.behind(link)).isEmpty();
    assertThat(delisting.confirm(link, Bench.BROWSER, "")).isEqualTo(new Confirmation.NoSuchLink());
  }

  @Test
  void aRequestThatWaitsIsJoinedAlsoWhereItsKeyIsGone() {
    delisting.confirm(proofs.linkOf(accepted().request()), Bench.BROWSER, "");
    bench.replica.follow();
    bench.pass(Duration.ofMinutes(1));
    DelistRequest request = accepted().request();
    assertThat(delisting.confirm(proofs.linkOf(request), Bench.BROWSER, ""))
        .isInstanceOf(Confirmation.Waiting.class);
    rotate(KeyRing.builder().destroyed("k1"));

    Submission again = delisting.submit(Bench.ADDRESS, Bench.EMAIL, Bench.BROWSER, Locale.ENGLISH);
    DelistRequest held = bench.find(request);
    assertThat(held.state()).isEqualTo(RequestState.HELD);
    assertThat(again).isEqualTo(new Submission.Joined(held, null));
    assertThat(proofs.findCodeOf(held)).isEmpty();
  }

  private void rotate(KeyRing.Builder rest) {
    ring.set(rest.primary("k2", secret(2)).build());
  }
}
