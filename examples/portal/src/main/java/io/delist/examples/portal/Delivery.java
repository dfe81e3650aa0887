package io.delist.examples.portal;

import io.delist.examples.portal.StoredMail.Envelope;
import io.delist.mailbox.EmailAddress;
import io.delist.mailbox.EmailSyntaxException;
import io.delist.net.IpAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    try {
      sender = from.isEmpty() ? "" : EmailAddress.parse(from).toString();
    } catch (EmailSyntaxException e) {
      throw new RejectException(553, "5.1.7 Not a sender address that is taken here");
    }
  }

  @Override
  public void recipient(String recipient) throws RejectException {
    try {
      recipients.add(
          recipient.toLowerCase(Locale.ROOT).equals(POSTMASTER)
              ? POSTMASTER + "@example.org"
              : EmailAddress.parse(recipient).toString());
    } catch (EmailSyntaxException e) {
      throw new RejectException(553, "5.1.3 Not a recipient address that is taken here");
    }
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
