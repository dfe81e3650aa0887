package io.delist.mail;

import io.delist.store.OutboxMail;
import io.delist.store.Store;
import io.delist.workflow.MailSettlement;
import io.delist.workflow.RequestProofs;
import jakarta.mail.MessagingException;
import java.io.UnsupportedEncodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is in the outbox: at once when told that there is something, and otherwise every few
 * seconds. A mail stays in the outbox until the relay has taken it or refused it for good, until
 * its request has ended, or until it is given up as {@link SendingPolicy} says.
 *
 * <p>A mail belongs to one sender at a time. It is sent once, but for one case that SMTP leaves
 * open: a sender that dies, or a connection that breaks, after the relay took the message and
 * before that was booked. It is then sent again under the same Message-ID. <b>Threads:</b> one of
 * its own, started by {@link #start} and ended by {@link #close}; several processes may send from
 * one store.
 */
public final class OutboxSender implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxSender.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  /** One at a time: the lease must outlast what one session with a slow relay can take. */
  private static final int AT_ONCE = 1;

  private final Store store;
  private final MailSettlement settlement;
  private final RequestProofs proofs;
  private final PortalMail mail;
  private final MailRelay relay;
  private final SendingPolicy policy;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread worker = new Thread(work, "delist-outbox");
            worker.setDaemon(true);
            return worker;
          });

  /**
   * @param settlement books what becomes of the mails
   */
  public OutboxSender(
      Store store,
      MailSettlement settlement,
      RequestProofs proofs,
      PortalMail mail,
      MailRelay relay,
      SendingPolicy policy) {
    this.store = store;
    this.settlement = settlement;
    this.proofs = proofs;
    this.mail = mail;
    this.relay = relay;
    this.policy = policy;
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
    Lease lease =
        store.write(
            transaction -> {
              Instant until = transaction.now().plus(policy.lease());
              return new Lease(
                  until, transaction.outbox().lease(until, AT_ONCE, policy.domainPause()));
            });
    lease.mails().forEach(waiting -> send(waiting, lease.until()));
    return lease.mails().size();
  }

  private record Lease(Instant until, List<OutboxMail> mails) {}

  private void send(OutboxMail waiting, Instant leasedUntil) {
    DueMail due =
        store.read(transaction -> DueMail.of(transaction, waiting, leasedUntil, policy, proofs));
    if (due instanceof DueMail.Ready ready) {
      settle(waiting, handOver(waiting, ready));
    } else if (due instanceof DueMail.Suppressed) {
      settlement.suppressed(waiting.requestId(), waiting.kind());
    } else if (due instanceof DueMail.Unwritable) {
      settlement.unwritable(waiting.requestId(), waiting.kind());
    } else if (due instanceof DueMail.TooOld) {
      LOG.warn(
          "outbox: the {} mail of request {} is given up after {}",
          waiting.kind(),
          waiting.requestId(),
          policy.giveUpAfter());
      settlement.givenUp(waiting.requestId(), waiting.kind(), waiting.attempts());
    } else if (due instanceof DueMail.Pointless) {
      store.run(transaction -> transaction.outbox().remove(waiting.requestId(), waiting.kind()));
    } else {
      LOG.debug("outbox: a mail of request {} is somebody else's", waiting.requestId());
    }
  }

  private MailRelay.Handover handOver(OutboxMail waiting, DueMail.Ready ready) {
    try {
      return relay.handOver(
          mail.write(
              waiting.kind(),
              ready.request(),
              ready.listing(),
              ready.nth(),
              Date.from(ready.at())));
    } catch (MessagingException | UnsupportedEncodingException | RuntimeException e) {
      return new MailRelay.Handover.Later(e.getClass().getSimpleName());
    }
  }

  /** What the relay said may name the mailbox, so it is kept in the store and not logged. */
  private void settle(OutboxMail waiting, MailRelay.Handover handover) {
    if (handover instanceof MailRelay.Handover.Taken) {
      settlement.taken(waiting.requestId(), waiting.kind());
    } else if (handover instanceof MailRelay.Handover.Never never) {
      LOG.info(
          "outbox: the relay refuses the {} mail of request {}: {}",
          waiting.kind(),
          waiting.requestId(),
          MailSettlement.replyCode(never.why()));
      settlement.refused(waiting.requestId(), waiting.kind(), never.why());
    } else if (handover instanceof MailRelay.Handover.Later later) {
      LOG.warn(
          "outbox: the {} mail of request {} waits: {}",
          waiting.kind(),
          waiting.requestId(),
          MailSettlement.replyCode(later.why()));
      Duration pause = policy.waitAfter(waiting.attempts());
      store.run(
          transaction ->
              transaction
                  .outbox()
                  .postpone(
                      waiting.requestId(),
                      waiting.kind(),
                      transaction.now().plus(pause),
                      later.why()));
    }
  }

  /** Stops after the mail in hand; the others stay in the outbox. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
