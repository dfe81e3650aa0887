package io.delist.smtp.postfix;

import io.delist.net.AddressSyntaxException;
import io.delist.net.IpAddress;
import io.delist.smtp.SessionFacts;
import org.jspecify.annotations.Nullable;

/**
 * One request: the attributes that matter here, as Postfix sent them; empty if it sent none.
 *
 * <p><b>Threads:</b> one at a time; a reader fills the same one again and again.
 */
final class PolicyRequest {

  static final String KIND = "smtpd_access_policy";

  /** The attributes that are kept, by their place in {@link #values}. */
  private static final String[] NAMES = {
    "request",
    "protocol_state",
    "client_address",
    "helo_name",
    "sender",
    "recipient",
    "sasl_username",
    "encryption_protocol",
    "instance"
  };

  static final int REQUEST = 0;
  static final int STATE = 1;
  private static final int CLIENT = 2;
  private static final int HELO = 3;
  private static final int SENDER = 4;
  private static final int RECIPIENT = 5;
  private static final int LOGIN = 6;
  private static final int ENCRYPTION = 7;
  private static final int INSTANCE = 8;

  private final String[] values = new String[NAMES.length];

  PolicyRequest() {
    clear();
  }

  void clear() {
    java.util.Arrays.fill(values, "");
  }

  static String name(int place) {
    return NAMES[place];
  }

  static int places() {
    return NAMES.length;
  }

  void set(int place, String value) {
    values[place] = value;
  }

  String get(int place) {
    return values[place];
  }

  /** Whether there is a recipient to decide on; later stages would refuse all recipients. */
  boolean isAboutRecipient() {
    return values[STATE].equals("RCPT");
  }

  /** The message that this recipient is one of; the same for all of them. */
  String instance() {
    return values[INSTANCE];
  }

  SessionFacts facts() {
    return new SessionFacts(
        client(values[CLIENT]),
        values[HELO],
        values[SENDER],
        values[RECIPIENT],
        !values[LOGIN].isEmpty(),
        !values[ENCRYPTION].isEmpty(),
        values[INSTANCE]);
  }

  /** Postfix says {@code unknown} where it does not know, and has addresses of no kind of ours. */
  private static @Nullable IpAddress client(String text) {
    try {
      return IpAddress.parse(text);
    } catch (AddressSyntaxException e) {
      return null;
    }
  }
}
