package io.delist.smtp.milter;

import org.jspecify.annotations.Nullable;

/**
 * What a mail server says to a milter: the first octet of each of its frames.
 *
 * <p>Source: {@code mfdef.h} of libmilter, protocol version 6.
 */
enum Command {
  /** The message is given up; the session goes on. */
  ABORT('A'),
  BODY('B', Steps.NO_BODY, Steps.NO_REPLY_BODY),
  CONNECT('C', Steps.NO_CONNECT, Steps.NO_REPLY_CONNECT),
  /** Macros for the command that its content begins with. */
  MACROS('D'),
  /** May carry the last piece of the body. Comes with every message; nothing negotiates it away. */
  END_OF_MESSAGE('E'),
  HELO('H', Steps.NO_HELO, Steps.NO_REPLY_HELO),
  /** The session ends, and another begins on the same connection. */
  QUIT_NEW_CONNECTION('K'),
  HEADER('L', Steps.NO_HEADERS, Steps.NO_REPLY_HEADER),
  MAIL('M', Steps.NO_MAIL, Steps.NO_REPLY_MAIL),
  END_OF_HEADERS('N', Steps.NO_END_OF_HEADERS, Steps.NO_REPLY_END_OF_HEADERS),
  NEGOTIATE('O'),
  QUIT('Q'),
  RECIPIENT('R', Steps.NO_RECIPIENT, Steps.NO_REPLY_RECIPIENT),
  DATA('T', Steps.NO_DATA, Steps.NO_REPLY_DATA),
  /** An SMTP command that the mail server does not know. */
  UNKNOWN('U', Steps.NO_UNKNOWN, Steps.NO_REPLY_UNKNOWN);

  private static final @Nullable Command[] BY_OCTET = new Command[128];

  static {
    for (Command each : values()) {
      BY_OCTET[each.octet] = each;
    }
  }

  private final char octet;

  /** The flag that says the mail server need not send it; 0 if there is none. */
  final int leftOut;

  /** The flag that says the milter will not reply to it; 0 if there is none. */
  final int unanswered;

  Command(char octet) {
    this(octet, 0, 0);
  }

  Command(char octet, int leftOut, int unanswered) {
    this.octet = octet;
    this.leftOut = leftOut;
    this.unanswered = unanswered;
  }

  /** The command of an octet, or null if there is none. */
  static @Nullable Command of(byte octet) {
    return octet < 0 ? null : BY_OCTET[octet];
  }

  /** Whether its content is read. The rest is dropped as it arrives and never held. */
  boolean isRead() {
    return switch (this) {
      case NEGOTIATE, MACROS, CONNECT, HELO, MAIL, RECIPIENT -> true;
      case ABORT,
          BODY,
          END_OF_MESSAGE,
          QUIT_NEW_CONNECTION,
          HEADER,
          END_OF_HEADERS,
          QUIT,
          DATA,
          UNKNOWN ->
          false;
    };
  }

  /** Whether the mail server waits for a reply to it, unless another was agreed. */
  boolean isAnswered() {
    return leftOut != 0 || this == END_OF_MESSAGE;
  }

  char octet() {
    return octet;
  }
}
