package io.delist.mail;

import io.delist.store.DelistRequest;
import io.delist.store.OutboxMail;
import io.delist.store.Store;
import io.delist.workflow.Settlement;
import jakarta.mail.MessagingException;
import java.io.UnsupportedEncodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is in the outbox: at once when told that there is something, and otherwise every few
 * seconds. A mail stays in the outbox until the relay has taken it or refused it for good, or its
 * request has ended; a process that dies while sending leaves it to be sent again.
 *
 * <p>Waits 5 seconds after the first failure and twice as long after each further one, at most 5
 * minutes. <b>Threads:</b> one of its own, started by {@link #start} and ended by {@link #close};
 * several processes may send from one store.
 */
public final class OutboxSender implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxSender.class);
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  /** One at a time: the lease must outlast what one session with a slow relay can take. */
  private static final int AT_ONCE = 1;

  private final Store store;
  private final Settlement settlement;
  private final ConfirmationMail mail;
  private final MailRelay relay;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread worker = new Thread(work, "delist-outbox");
            worker.setDaemon(true);
            return worker;
          });

  public OutboxSender(Store store, Settlement settlement, ConfirmationMail mail, MailRelay relay) {
    this.store = store;
    this.settlement = settlement;
    this.mail = mail;
    this.relay = relay;
  }

  public void start() {
    Future<?> unused =
        thread.scheduleWithFixedDelay(
            this::sendAll, 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** There may be something to send: look now. Returns at once. */
  public void wake() {
    try {
      thread.execute(this::sendAll);
    } catch (RejectedExecutionException e) {
      LOG.debug("outbox: closing; the mail waits for the next start");
    }
  }

  private void sendAll() {
    try {
      while (sendDue() == AT_ONCE) {
        LOG.debug("outbox: more is due");
      }
    } catch (RuntimeException e) {
      LOG.warn("outbox: nothing can be sent for now: {}", e.toString());
    }
  }

  /**
   * Tries once to send what is due.
   *
   * @return how many mails were tried
   */
  int sendDue() {
    List<OutboxMail> due =
        store.write(
            transaction -> transaction.outbox().lease(transaction.now().plus(LEASE), AT_ONCE));
    due.forEach(this::send);
    return due.size();
  }

  private void send(OutboxMail waiting) {
    Optional<Open> open =
        store.read(
            transaction ->
                transaction
                    .requests()
                    .find(waiting.requestId())
                    .filter(request -> request.isOpenAt(transaction.now()))
                    .map(request -> new Open(request, transaction.now())));
    if (open.isEmpty()) {
      store.run(transaction -> transaction.outbox().remove(waiting.requestId(), waiting.kind()));
      return;
    }
    MailRelay.Handover handover = handOver(open.get());
    if (handover instanceof MailRelay.Handover.Taken) {
      settlement.mailAccepted(waiting.requestId());
    } else if (handover instanceof MailRelay.Handover.Never never) {
      LOG.info("outbox: the relay refuses the mail of request {}", waiting.requestId());
      settlement.mailRefused(waiting.requestId(), never.why());
    } else if (handover instanceof MailRelay.Handover.Later later) {
      LOG.warn("outbox: mail of request {} waits: {}", waiting.requestId(), later.why());
      postpone(waiting, later.why());
    }
  }

  private record Open(DelistRequest request, Instant at) {}

  private MailRelay.Handover handOver(Open open) {
    try {
      return relay.handOver(mail.write(open.request(), Date.from(open.at())));
    } catch (MessagingException | UnsupportedEncodingException | RuntimeException e) {
      return new MailRelay.Handover.Later(e.toString());
    }
  }

  private void postpone(OutboxMail waiting, String why) {
    long wait = FIRST_WAIT.toMillis() << Math.min(waiting.attempts(), 10);
    Duration pause = Duration.ofMillis(Math.min(wait, LONGEST_WAIT.toMillis()));
    store.run(
        transaction ->
            transaction
                .outbox()
                .postpone(waiting.requestId(), waiting.kind(), transaction.now().plus(pause), why));
  }

  /** Stops after the mail in hand; the others stay in the outbox. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
