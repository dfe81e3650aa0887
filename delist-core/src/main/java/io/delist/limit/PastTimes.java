package io.delist.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * When the events of one key happened, as far back as a window reaches. Immutable.
 *
 * <p>Up to 60 events are kept each with its time, so in no span of the window's length are more
 * allowed than the rate says, wherever it begins. Where a rate allows more, those of a sixtieth of
 * the window are kept together under the time of the last of them: they all end a little late, and
 * never early.
 *
 * <p>Text: times in milliseconds since 1970, base 36, the oldest first; {@code *} and a count in
 * base 36 behind those that stand for several. At most 61 of them, below 1,000 characters.
 */
final class PastTimes {

  static final PastTimes NONE = new PastTimes(List.of());

  private static final int MOST_KEPT = 60;
  private static final int RADIX = 36;

  private record Event(long millis, int count) {}

  private final List<Event> events;

  private PastTimes(List<Event> events) {
    this.events = events;
  }

  /**
   * Reads {@link #toString()}.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  static PastTimes parse(String text) {
    List<Event> events = new ArrayList<>();
    for (String word : text.split(" ", -1)) {
      int star = word.indexOf('*');
      events.add(
          star < 0
              ? new Event(Long.parseLong(word, RADIX), 1)
              : new Event(
                  Long.parseLong(word.substring(0, star), RADIX),
                  Integer.parseInt(word.substring(star + 1), RADIX)));
    }
    return new PastTimes(events);
  }

  /**
   * Those that still count at a time. One from the future, of a clock that was set back since,
   * counts as of now.
   */
  PastTimes within(Duration window, Instant now) {
    long nowMillis = now.toEpochMilli();
    return new PastTimes(
        events.stream()
            .map(event -> new Event(Math.min(event.millis, nowMillis), event.count))
            .filter(event -> event.millis + window.toMillis() > nowMillis)
            .toList());
  }

  /** How many. */
  long count() {
    return events.stream().mapToLong(Event::count).sum();
  }

  /** When so many will have ended that one more is allowed; call it only if none is now. */
  Instant roomAt(Rate rate) {
    long left = count();
    if (left < rate.most()) {
      throw new IllegalStateException("there is room for " + rate + " already");
    }
    for (Event event : events) {
      left -= event.count;
      if (left < rate.most()) {
        return Instant.ofEpochMilli(event.millis).plus(rate.window());
      }
    }
    throw new IllegalStateException("no event is left, and there is no room for " + rate);
  }

  /** These and one at a time that is not before any of them. */
  PastTimes plus(Instant now, Rate rate) {
    long nowMillis = now.toEpochMilli();
    List<Event> more = new ArrayList<>(events);
    int last = more.size() - 1;
    if (last >= 0 && belongTogether(more.get(last).millis, nowMillis, rate)) {
      more.set(last, new Event(nowMillis, more.get(last).count + 1));
    } else {
      more.add(new Event(nowMillis, 1));
    }
    while (more.size() > MOST_KEPT + 1) {
      // The rate was another one before: the oldest end with those after them.
      Event oldest = more.remove(0);
      more.set(0, new Event(more.get(0).millis, more.get(0).count + oldest.count));
    }
    return new PastTimes(more);
  }

  private static boolean belongTogether(long one, long other, Rate rate) {
    long together = rate.window().toMillis() / MOST_KEPT;
    return rate.most() > MOST_KEPT && one / together == other / together;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Event event : events) {
      text.append(text.isEmpty() ? "" : " ").append(Long.toString(event.millis, RADIX));
      if (event.count > 1) {
        text.append('*').append(Integer.toString(event.count, RADIX));
      }
    }
    return text.toString();
  }
}
