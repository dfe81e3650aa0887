package io.delist.mail;

import io.delist.store.MailKind;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What a mail can say. Nothing in it was written by the visitor but the address, which was read and
 * is written in its canonical form.
 *
 * @param kind what the mail is for
 * @param language the language that the visitor reads
 * @param address the IP address that the request is about
 * @param portal the portal's URL
 * @param status the page of the request
 * @param neverMail the page on which the mailbox's owner says that no mail is to come from here
 * @param confirmation link and code; there in mails of the kind {@link MailKind#CONFIRMATION} alone
 * @param listing what lists the address; there in mails of the kind {@link MailKind#RELISTED} if it
 *     still is listed
 */
public record MailFacts(
    MailKind kind,
    Locale language,
    String address,
    URI portal,
    URI status,
    URI neverMail,
    Optional<Confirmation> confirmation,
    Optional<Listing> listing) {

  /**
   * How to confirm.
   *
   * @param link the page with the button
   * @param code for another browser than the one that asked
   * @param until when both end
   * @param minutes how long they last from the request on
   */
  public record Confirmation(URI link, String code, Instant until, long minutes) {

    /** Without link and code. */
    @Override
    public String toString() {
      return "Confirmation[until=" + until + "]";
    }
  }

  /**
   * What lists an address.
   *
   * @param source who
   * @param reasonCode the code of the refusals
   * @param reason what is published about it; may be empty
   * @param evidenceAt when the evidence was seen
   */
  public record Listing(String source, int reasonCode, String reason, Instant evidenceAt) {}

  /** Without what a link holds. */
  @Override
  public String toString() {
    return "MailFacts[" + kind + ", " + language + ", " + address + "]";
  }
}
