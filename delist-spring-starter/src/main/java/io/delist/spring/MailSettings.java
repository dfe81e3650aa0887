package io.delist.spring;

import io.delist.mail.BundledTexts;
import io.delist.mail.MailTemplates;
import io.delist.mail.SendingPolicy;
import io.delist.mail.SmtpRelay;
import io.delist.mailbox.EmailAddress;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;

/** Reads the properties of mail. */
final class MailSettings {

  private static final String PREFIX = "delist.mail.";
  private static final int LAST_PORT = 65535;

  /**
   * A mail is handed over within five minutes of its lease; every wait of a session must fit in.
   */
  private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(15);

  private final DelistProperties.Mail mail;

  MailSettings(DelistProperties.Mail mail) {
    this.mail = mail;
    check();
  }

  private void check() {
    if (mail.host().isBlank()) {
      throw new InvalidPropertyException(
          PREFIX + "host", mail.host(), "it must be the relay's host name or address");
    }
    if (mail.port() < 1 || mail.port() > LAST_PORT) {
      throw new InvalidPropertyException(
          PREFIX + "port", mail.port(), "it must be 1 to " + LAST_PORT);
    }
    Duration timeout = mail.timeout();
    if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new InvalidPropertyException(
          PREFIX + "timeout", timeout, "it must be PT1S to " + LONGEST_TIMEOUT);
    }
    if ((mail.username() == null) != (mail.password() == null)) {
      throw InvalidPropertyException.secret(
          PREFIX + (mail.username() == null ? "username" : "password"),
          "it is missing; set both " + PREFIX + "username and " + PREFIX + "password, or neither");
    }
  }

  SmtpRelay relay() {
    Properties session = new Properties();
    String timeout = Long.toString(mail.timeout().toMillis());
    session.setProperty("mail.smtp.host", mail.host());
    session.setProperty("mail.smtp.port", Integer.toString(mail.port()));
    session.setProperty("mail.smtp.connectiontimeout", timeout);
    session.setProperty("mail.smtp.timeout", timeout);
    session.setProperty("mail.smtp.writetimeout", timeout);
    session.setProperty("mail.smtp.starttls.enable", Boolean.toString(mail.starttls()));
    session.setProperty("mail.smtp.starttls.required", Boolean.toString(mail.starttls()));
    session.setProperty("mail.mime.allowutf8", Boolean.toString(mail.smtputf8()));
    session.setProperty("mail.smtp.auth", Boolean.toString(mail.username() != null));
    return new SmtpRelay(Session.getInstance(session), mail.username(), mail.password());
  }

  /** The mails' words. */
  MailTemplates templates() {
    String texts = mail.texts();
    return texts == null
        ? new BundledTexts()
        : InvalidPropertyException.reading(PREFIX + "texts", texts, () -> new BundledTexts(texts));
  }

  /** How mails are sent. */
  SendingPolicy policy() {
    SendingPolicy defaults = SendingPolicy.defaults();
    SendingPolicy paced =
        InvalidPropertyException.reading(
            PREFIX + "domain-pause",
            mail.domainPause(),
            () -> defaults.withDomainPause(mail.domainPause()));
    return InvalidPropertyException.reading(
        PREFIX + "give-up-after",
        mail.giveUpAfter(),
        () -> paced.withGiveUpAfter(mail.giveUpAfter()));
  }

  /** The sender's mailbox, at the portal's domain if none is set. */
  InternetAddress from(PortalLocation portal) {
    String configured = mail.from();
    String mailbox =
        configured == null
            ? "no-reply@" + portal.mailDomain()
            : InvalidPropertyException.reading(
                PREFIX + "from", configured, () -> EmailAddress.parse(configured).toString());
    if (mail.fromName().chars().anyMatch(Character::isISOControl)) {
      throw new InvalidPropertyException(
          PREFIX + "from-name", mail.fromName(), "it may not hold control characters");
    }
    try {
      InternetAddress from = new InternetAddress(mailbox, true);
      from.setPersonal(
          mail.fromName().isBlank() ? null : mail.fromName(), StandardCharsets.UTF_8.name());
      return from;
    } catch (AddressException | UnsupportedEncodingException e) {
      throw new InvalidPropertyException(
          PREFIX + "from", mailbox, "no mail can come from it (" + e.getMessage() + ")");
    }
  }
}
