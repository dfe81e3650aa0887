package io.delist.examples.portal;

import io.delist.examples.portal.StoredMail.Envelope;
import io.delist.net.IpAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;

/**
 * One mail transaction of the demonstration's mail system: takes mail for every recipient, so that
 * the confirmation mail for any mailbox can be looked at, and sends nothing on. It hears only of
 * recipients that the gate has let through.
 */
final class Delivery implements MessageHandler {

  /** What the server announces as SIZE (RFC 1870). */
  static final int LONGEST_MESSAGE_BYTES = 1 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

  /** Wide, as a receiving server must be, but nothing that could end a header line. */
  private static final Pattern MAILBOX =
      Pattern.compile("[!-~&&[^<>@\"]]{1,64}@[!-~&&[^<>@\"]]{1,255}");

  private static final String POSTMASTER = "postmaster";

  private final Mailbox mailbox;
  private final MessageContext context;
  private final List<String> recipients = new ArrayList<>();
  private String sender = "";

  Delivery(Mailbox mailbox, MessageContext context) {
    this.mailbox = mailbox;
    this.context = context;
  }

  @Override
  public void from(String from) throws RejectException {
    if (!from.isEmpty() && !MAILBOX.matcher(from).matches()) {
      throw new RejectException(553, "5.1.7 Not a sender address that is taken here");
    }
    sender = from;
  }

  @Override
  public void recipient(String recipient) throws RejectException {
    boolean postmaster = recipient.toLowerCase(Locale.ROOT).equals(POSTMASTER);
    if (!postmaster && !MAILBOX.matcher(recipient).matches()) {
      throw new RejectException(553, "5.1.3 Not a recipient address that is taken here");
    }
    recipients.add(postmaster ? POSTMASTER + "@example.org" : recipient);
  }

  @Override
  public @Nullable String data(InputStream data) throws RejectException {
    try {
      byte[] content = data.readNBytes(LONGEST_MESSAGE_BYTES);
      boolean whole = data.read() < 0;
      // To the end in any case: what is left unread would be taken for commands.
      data.transferTo(OutputStream.nullOutputStream());
      if (!whole) {
        throw new RejectException(552, "5.3.4 Message is longer than " + LONGEST_MESSAGE_BYTES);
      }
      String client = client();
      for (String recipient : recipients) {
        mailbox.deliver(new Envelope(client, sender, recipient), content);
      }
      return "2.0.0 Ok";
    } catch (IOException e) {
      LOG.warn("mailbox: a message could not be kept", e);
      throw new RejectException(451, "4.3.0 The message could not be kept; try again later");
    }
  }

  private String client() {
    return context.getRemoteAddress() instanceof InetSocketAddress peer && peer.getAddress() != null
        ? IpAddress.of(peer.getAddress()).toString()
        : "unknown";
  }

  @Override
  public void done() {
    recipients.clear();
  }
}
