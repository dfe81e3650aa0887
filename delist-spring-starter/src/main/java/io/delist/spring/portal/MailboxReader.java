package io.delist.spring.portal;

import io.delist.mailbox.EmailAddress;

/**
 * Reads what a visitor typed as a mailbox.
 *
 * @param utf8 whether names outside ASCII are taken
 */
record MailboxReader(boolean utf8) {

  /**
   * @throws io.delist.mailbox.EmailSyntaxException if it is not one
   */
  EmailAddress read(String text) {
    return utf8 ? EmailAddress.parseUtf8(text) : EmailAddress.parse(text);
  }
}
