package io.delist.blocklist;

/**
 * Why an address is blocked, as the last field of the enhanced status code (RFC 3463) of the
 * refusal: 606 to 649, on the wire {@code 5.7.606} to {@code 5.7.649}.
 *
 * @param value 606 to 649
 */
public record ReasonCode(int value) implements Comparable<ReasonCode> {

  public static final int LOWEST = 606;
  public static final int HIGHEST = 649;

  /** 606: a banned sending address, no more precise reason given. */
  public static final ReasonCode BANNED = new ReasonCode(LOWEST);

  public ReasonCode {
    if (value < LOWEST || value > HIGHEST) {
      throw new IllegalArgumentException(
          "reason code " + value + " is out of range; must be " + LOWEST + " to " + HIGHEST);
    }
  }

  /** The enhanced status code, {@code 5.7.606}. */
  public String enhancedStatusCode() {
    return "5.7." + value;
  }

  @Override
  public int compareTo(ReasonCode other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
