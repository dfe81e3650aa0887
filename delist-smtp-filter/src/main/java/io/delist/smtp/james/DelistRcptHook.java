package io.delist.smtp.james;

import io.delist.smtp.HeaderField;
import io.delist.smtp.SessionFacts;
import io.delist.smtp.SmtpDecision;
import io.delist.smtp.SmtpGate;
import io.delist.smtp.SmtpReply;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.handler.LineHandler;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.core.DataLineFilter;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.apache.james.protocols.smtp.hook.RcptHook;

/**
 * Asks the gate about each recipient. For one mail transaction the calls are:
 *
 * <ol>
 *   <li>{@code doRcpt}, for each RCPT: the gate decides. What it refuses, for good or for now, is
 *       answered with its reply, and hooks after this one are not asked. Of the rest there is no
 *       opinion ({@code DECLINED}, never {@code OK}), and the hooks after this one decide.
 *   <li>{@code onLine}, for each line of the message: passed on unchanged; if a recipient was
 *       tagged ({@link io.delist.smtp.GateMode#TAG}), the header field goes before the first of
 *       them, once.
 * </ol>
 *
 * <p>Add it at index 0 of the chain. Behind James's {@code DataLineMessageHookHandler}, where hooks
 * given to the constructor of {@code SMTPProtocolHandlerChain} are, it refuses as well, but {@code
 * onLine} is never called and no tag is written. James's {@code PostmasterAbuseRcptHook}, if it is
 * before this one, lets {@code postmaster} and {@code abuse} of every domain in; the gate's
 * exemption is for own domains.
 *
 * <p>The client's address is the one in the PROXY header if there was one, else the peer of the
 * socket. If it is not known, there is no opinion. A client has logged in if the session has a
 * user; James's relay networks do not count, the allowlist does. James's default domain {@code
 * localhost} counts as none. A tag stays with the transaction even if a later hook refuses the
 * recipient.
 *
 * <p>It throws nothing of its own. If the gate, the list or the reading of the session fails, there
 * is no opinion and the mail goes on ({@link SmtpDecision.Why#TROUBLE}).
 *
 * <p><b>Cost:</b> that of {@link SmtpGate}; a line of a message costs one look at the session.
 * <b>Threads:</b> safe; a server shares one among its sessions.
 */
public final class DelistRcptHook implements RcptHook, DataLineFilter {

  private static final AttachmentKey<HeaderField> TAG =
      AttachmentKey.of("io.delist.smtp.tag", HeaderField.class);

  private final Function<Supplier<SessionFacts>, SmtpDecision> gate;

  /**
   * A hook for any number of servers.
   *
   * @param gate decides
   */
  public DelistRcptHook(SmtpGate gate) {
    this(gate::decideOn);
  }

  DelistRcptHook(Function<Supplier<SessionFacts>, SmtpDecision> gate) {
    this.gate = gate;
  }

  @Override
  public HookResult doRcpt(SMTPSession session, MaybeSender sender, MailAddress recipient) {
    SmtpDecision decision = gate.apply(() -> SessionReader.read(session, sender, recipient));
    if (decision instanceof SmtpDecision.Reject reject) {
      return refusal(HookReturnCode.deny(), reject.reply());
    }
    if (decision instanceof SmtpDecision.Defer defer) {
      return refusal(HookReturnCode.denySoft(), defer.reply());
    }
    if (decision instanceof SmtpDecision.Tag tag) {
      session.setAttachment(TAG, tag.field(), State.Transaction);
    }
    return HookResult.DECLINED;
  }

  private static HookResult refusal(HookReturnCode code, SmtpReply reply) {
    return HookResult.builder()
        .hookReturnCode(code)
        .smtpReturnCode(Integer.toString(reply.code()))
        .smtpDescription(reply.message())
        .build();
  }

  @Override
  public Response onLine(SMTPSession session, byte[] line, LineHandler<SMTPSession> next) {
    Optional<HeaderField> tag = session.removeAttachment(TAG, State.Transaction);
    if (tag.isPresent()) {
      byte[] field = (tag.get().line() + "\r\n").getBytes(StandardCharsets.US_ASCII);
      Response failure = next.onLine(session, field);
      if (failure != null) {
        return failure;
      }
    }
    return next.onLine(session, line);
  }
}
