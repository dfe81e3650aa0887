package io.delist.smtp.milter;

/**
 * What both sides do on a connection: nothing that was not offered, and no stage that the decision
 * does not need.
 *
 * <p>Needed are CONNECT, HELO and MAIL for the facts, none of which is answered if the mail server
 * can do without, RCPT for the decision, and the end of the message. All else is left out where the
 * mail server can leave it out, and goes unanswered, or is answered with "go on", where it cannot.
 *
 * @param version the protocol version of both
 * @param actions what this milter may do
 * @param steps what is left out or goes unanswered
 */
record Agreement(int version, int actions, int steps) {

  static final int OLDEST_VERSION = 2;
  static final int NEWEST_VERSION = 6;

  private static final int NOT_NEEDED =
      Steps.NO_DATA | Steps.NO_HEADERS | Steps.NO_END_OF_HEADERS | Steps.NO_BODY | Steps.NO_UNKNOWN;

  private static final int UNANSWERED =
      Steps.NO_REPLY_CONNECT
          | Steps.NO_REPLY_HELO
          | Steps.NO_REPLY_MAIL
          | Steps.NO_REPLY_DATA
          | Steps.NO_REPLY_HEADER
          | Steps.NO_REPLY_END_OF_HEADERS
          | Steps.NO_REPLY_BODY
          | Steps.NO_REPLY_UNKNOWN;

  /**
   * @param wantedActions what this milter would do if it may
   * @throws MalformedFrameException if the mail server speaks no version from 2 to 6
   */
  static Agreement on(Offer offer, int wantedActions) throws MalformedFrameException {
    if (Integer.compareUnsigned(offer.version(), OLDEST_VERSION) < 0) {
      throw new MalformedFrameException(
          "milter protocol version "
              + offer.version()
              + " is too old; versions "
              + OLDEST_VERSION
              + " to "
              + NEWEST_VERSION
              + " are spoken here (Postfix: milter_protocol = 6)");
    }
    int version =
        Integer.compareUnsigned(offer.version(), NEWEST_VERSION) > 0
            ? NEWEST_VERSION
            : offer.version();
    int wanted = version < NEWEST_VERSION ? wantedActions & ~Actions.CHOOSE_MACROS : wantedActions;
    return new Agreement(
        version, offer.actions() & wanted, offer.steps() & (NOT_NEEDED | UNANSWERED));
  }

  boolean allows(int action) {
    return (actions & action) != 0;
  }

  /** Whether the mail server waits for a reply to this command. */
  boolean answers(Command command) {
    return command.isAnswered() && (steps & command.unanswered) == 0;
  }
}
