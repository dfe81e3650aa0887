package io.delist.smtp.subetha;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.MessageHandlerFactory;
import org.subethamail.smtp.RejectException;

/** The application: takes mail for all but one mailbox, and writes down what it is called with. */
final class Mailroom implements MessageHandlerFactory {

  static final String NOBODY = "nobody@example.org";

  /** Every call of every transaction: {@code from …}, {@code recipient …}, {@code data …}. */
  final List<String> calls = new CopyOnWriteArrayList<>();

  /** Every message that was taken, whole. */
  final List<String> messages = new CopyOnWriteArrayList<>();

  @Override
  public MessageHandler create(MessageContext context) {
    calls.add("create");
    return new MessageHandler() {
      @Override
      public void from(String from) {
        calls.add("from " + from);
      }

      @Override
      public void recipient(String recipient) throws RejectException {
        calls.add("recipient " + recipient);
        if (recipient.equals(NOBODY)) {
          throw new RejectException(550, "5.1.1 No such mailbox");
        }
      }

      @Override
      public String data(InputStream data) throws IOException {
        String message = new String(data.readAllBytes(), StandardCharsets.US_ASCII);
        messages.add(message);
        calls.add("data " + message.strip().replaceAll("(?s).*\r\n", ""));
        return "taken";
      }

      @Override
      public void done() {
        calls.add("done");
      }
    };
  }
}
