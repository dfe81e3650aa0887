package io.delist.mail;

/**
 * What a mail says, in plain text and in HTML; both say the same.
 *
 * @param subject one line without control characters, 1 to 200 characters
 * @param plain the text; lines of 78 characters or less are kind to old readers
 * @param html the same as a whole HTML document
 */
public record MailText(String subject, String plain, String html) {

  private static final int LONGEST_SUBJECT_CHARS = 200;

  /**
   * @throws IllegalArgumentException if the subject has control characters, or none or too many
   *     characters
   */
  public MailText {
    if (subject.isBlank() || subject.length() > LONGEST_SUBJECT_CHARS) {
      throw new IllegalArgumentException(
          "a mail's subject has "
              + subject.length()
              + " characters; must be 1 to "
              + LONGEST_SUBJECT_CHARS
              + ", not all blank");
    }
    if (subject.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "a mail's subject has a control character or a line break; it must be one line");
    }
  }
}
