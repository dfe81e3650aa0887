package io.delist.spring.actuator;

import io.delist.blocklist.ListingTerms;
import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Source;
import io.delist.workflow.ListingDesk;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/** Reads what an operator says of a listing. */
final class GroundsText {

  private static final String CODE_PREFIX = "5.7.";

  private static final Duration LONGEST_LIFE = Duration.ofDays(3650);

  private GroundsText() {}

  /**
   * Reads all of it; null and blank take the defaults.
   *
   * @throws IllegalArgumentException naming the field, what it holds and what would be right
   */
  static ListingDesk.Grounds read(
      @Nullable String reasonCode,
      @Nullable String source,
      @Nullable String comment,
      @Nullable String ttl,
      @Nullable String evidenceAt) {
    String code = given(reasonCode);
    String who = given(source);
    String seen = given(evidenceAt);
    String life = given(ttl);
    return new ListingDesk.Grounds(
        who.isEmpty() ? Source.OPERATOR : new Source(who),
        code.isEmpty() ? ReasonCode.BANNED : code(code),
        comment(given(comment)),
        seen.isEmpty() ? null : instant(seen),
        life.isEmpty() ? null : life(life));
  }

  private static String given(@Nullable String text) {
    return text == null ? "" : text.strip();
  }

  private static ReasonCode code(String text) {
    String digits = text.startsWith(CODE_PREFIX) ? text.substring(CODE_PREFIX.length()) : text;
    try {
      return new ReasonCode(Integer.parseInt(digits));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "reasonCode \"" + text + "\" is not a number; must be 606 to 649", e);
    }
  }

  /** Checked here, since it is in a transaction that it would be refused otherwise. */
  private static String comment(String text) {
    int limit = ListingTerms.LONGEST_REASON_CHARS;
    if (text.length() > limit || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "comment has "
              + text.length()
              + " characters; it must be at most "
              + limit
              + ", none of them a control character");
    }
    return text;
  }

  private static Instant instant(String text) {
    try {
      Instant seen = Instant.parse(text);
      if (!seen.isBefore(Instant.EPOCH)) {
        return seen;
      }
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(notTime(text), e);
    }
    throw new IllegalArgumentException(notTime(text));
  }

  private static String notTime(String text) {
    return "evidenceAt \"" + text + "\" is not a time since 1970; write it as 2026-01-31T12:00:00Z";
  }

  private static Duration life(String text) {
    boolean unitless = text.chars().allMatch(c -> c >= '0' && c <= '9');
    try {
      Duration life = unitless ? Duration.ZERO : DurationStyle.detectAndParse(text);
      if (life.compareTo(Duration.ZERO) > 0 && life.compareTo(LONGEST_LIFE) <= 0) {
        return life;
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IllegalArgumentException(notLife(text), e);
    }
    throw new IllegalArgumentException(notLife(text));
  }

  private static String notLife(String text) {
    return "ttl \""
        + text
        + "\" is not a duration from 1ms to "
        + LONGEST_LIFE.toDays()
        + "d; write it as 24h, 30d or PT24H";
  }
}
