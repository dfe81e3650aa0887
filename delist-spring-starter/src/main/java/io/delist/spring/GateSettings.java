package io.delist.spring;

import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Source;
import io.delist.mailbox.EmailAddress;
import io.delist.smtp.ReplyTemplate;
import io.delist.smtp.SmtpGateBuilder;
import java.util.List;
import java.util.function.Supplier;

/**
 * Brings {@code delist.smtp.gate} into a gate, one property at a time, so that a refusal names it.
 */
final class GateSettings {

  private static final String PREFIX = "delist.smtp.gate.";

  private GateSettings() {}

  /**
   * Sets all of them.
   *
   * @throws InvalidPropertyException if a property has a value that cannot be used
   */
  static void apply(GateProperties properties, SmtpGateBuilder gate) {
    gate.mode(properties.mode()).codes(properties.codes());
    read("tag-field", properties.tagField(), () -> gate.tagField(properties.tagField()));
    read("own-domains", properties.ownDomains(), () -> gate.ownDomains(properties.ownDomains()));
    for (int i = 0; i < properties.exemptRecipients().size(); i++) {
      String mailbox = properties.exemptRecipients().get(i);
      read(
          "exempt-recipients[" + i + "]",
          mailbox,
          () -> gate.exemptRecipient(EmailAddress.parse(mailbox)));
    }
    String reply = properties.reply();
    if (reply != null) {
      read("reply", reply, () -> gate.template(ReplyTemplate.of(reply)));
    }
    String deferral = properties.deferral();
    if (deferral != null) {
      read("deferral", deferral, () -> gate.deferral(ReplyTemplate.of(deferral)));
    }
    List<GateProperties.Reply> replies = properties.replies();
    for (int i = 0; i < replies.size(); i++) {
      reply("replies[" + i + "].", replies.get(i), gate);
    }
  }

  private static void reply(String name, GateProperties.Reply reply, SmtpGateBuilder gate) {
    ReplyTemplate words = read(name + "text", reply.text(), () -> ReplyTemplate.of(reply.text()));
    String source = reply.source();
    Integer reason = reply.reasonCode();
    if (source != null && reason == null) {
      read(name + "source", source, () -> gate.template(new Source(source), words));
    } else if (source == null && reason != null) {
      read(name + "reason-code", reason, () -> gate.template(new ReasonCode(reason), words));
    } else {
      throw new InvalidPropertyException(
          PREFIX + name + "text", reply.text(), "is for a source or for a reason-code; set one");
    }
  }

  private static <T> T read(String name, Object value, Supplier<T> reader) {
    return InvalidPropertyException.reading(PREFIX + name, value, reader);
  }
}
