package io.delist.smtp.milter;

/** What becomes of mail that the gate refuses for good. */
enum Treatment {
  /** The recipient is refused at RCPT. */
  REFUSE,
  /** The message is taken, and put aside at its end if the mail server lets a milter do that. */
  QUARANTINE
}
