package io.delist.mail;

/**
 * Makes the words of mails. An application that wants its own implements this; {@link BundledTexts}
 * lets it change single sentences. Headers, recipient and sender are not a template's: {@link
 * PortalMail} writes them, the one-click header for {@link MailFacts#neverMail()} among them.
 *
 * <p><b>Threads:</b> must be safe to call from several at once. <b>Errors:</b> a mail whose
 * template throws waits and is tried again.
 */
@FunctionalInterface
public interface MailTemplates {

  /** The words of one mail. */
  MailText write(MailFacts facts);
}
