package io.delist.examples.portal;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A sender that tries session after session from before the press until one is accepted. */
final class FirstAcceptance {

  private final CompletableFuture<Long> refusedOnce = new CompletableFuture<>();
  private final CompletableFuture<Long> acceptedAt = new CompletableFuture<>();
  private volatile long pressedAt;

  private FirstAcceptance() {}

  /** Starts trying; returns once the first session was refused. */
  static FirstAcceptance watch(RunningExample example, String client) throws Exception {
    FirstAcceptance watch = new FirstAcceptance();
    Thread sender = new Thread(() -> watch.send(example, client), "sender");
    sender.setDaemon(true);
    sender.start();
    watch.refusedOnce.get(1, TimeUnit.MINUTES);
    return watch;
  }

  private void send(RunningExample example, String client) {
    try {
      while (!acceptedAt.isDone()) {
        try (SmtpSession session = example.from(client)) {
          String reply = session.rcpt("someone@sender.example.net", "jane@example.org");
          if (reply.startsWith("250")) {
            acceptedAt.complete(System.nanoTime());
          } else {
            refusedOnce.complete(System.nanoTime());
          }
        }
      }
    } catch (IOException | RuntimeException e) {
      refusedOnce.completeExceptionally(e);
      acceptedAt.completeExceptionally(e);
    }
  }

  /** The button is being pressed now. */
  void pressed() {
    pressedAt = System.nanoTime();
  }

  /** From the press to the reply that accepted a recipient. */
  Duration sincePress() throws Exception {
    return Duration.ofNanos(acceptedAt.get(1, TimeUnit.MINUTES) - pressedAt);
  }
}
