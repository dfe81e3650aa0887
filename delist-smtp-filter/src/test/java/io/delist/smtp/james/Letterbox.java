package io.delist.smtp.james;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.james.core.Username;
import org.apache.james.protocols.api.OidcSASLConfiguration;
import org.apache.james.protocols.smtp.MailEnvelope;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.AuthHook;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.apache.james.protocols.smtp.hook.MessageHook;

/** The application: takes all mail and every login, and keeps senders and messages as they came. */
final class Letterbox implements MessageHook, AuthHook {

  final List<String> senders = new CopyOnWriteArrayList<>();
  final List<String> messages = new CopyOnWriteArrayList<>();

  @Override
  public HookResult onMessage(SMTPSession session, MailEnvelope mail) {
    senders.add(mail.getMaybeSender().asString(""));
    try {
      messages.add(
          new String(mail.getMessageInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ok("taken");
  }

  @Override
  public HookResult doAuth(SMTPSession session, Username username, String password) {
    session.setUsername(username);
    return HookResult.builder()
        .hookReturnCode(HookReturnCode.ok())
        .smtpReturnCode("235")
        .smtpDescription("welcome")
        .build();
  }

  @Override
  public HookResult doSasl(
      SMTPSession session, OidcSASLConfiguration saslConfiguration, String initialResponse) {
    return HookResult.DECLINED;
  }

  private static HookResult ok(String text) {
    return HookResult.builder().hookReturnCode(HookReturnCode.ok()).smtpDescription(text).build();
  }
}
