package io.delist.feed;

import java.util.ArrayList;
import java.util.List;

/**
 * The different values of a file, numbered from 0 in the order in which they come.
 *
 * <p>A value is looked for in so many places and no more: a file made of values whose hashes are
 * alike has some of them twice, and is read as fast as another.
 *
 * <p><b>Cost:</b> besides the values, at most 32 bytes each while the file is read.
 */
final class FeedValues {

  /** The number of a value that is one too many. */
  static final int NO_ROOM = -1;

  private static final int SMALLEST = 16;
  private static final int MOST_LOOKS = 256;

  private final int most;
  private final List<FeedValue> values = new ArrayList<>();

  /** At the place of each value, or in the next that is free, its number and 1; else 0. */
  private int[] places = new int[SMALLEST];

  FeedValues(int most) {
    this.most = most;
  }

  /** The number of a value, a new one if it is new; {@link #NO_ROOM} if there are too many. */
  int numberOf(FeedValue value) {
    int place = placeOf(value);
    int known = places[place];
    if (known != 0 && values.get(known - 1).equals(value)) {
      return known - 1;
    }
    if (values.size() == most) {
      return NO_ROOM;
    }
    values.add(value);
    places[place] = values.size();
    if (2 * values.size() > places.length) {
      grow();
    }
    return values.size() - 1;
  }

  /** Where the value is, or the free place for it, or the last place that was looked at. */
  private int placeOf(FeedValue value) {
    int hash = value.hashCode() * 0x9e37_79b9;
    int place = (hash ^ hash >>> 15) & (places.length - 1);
    int looks = 1;
    while (places[place] != 0
        && looks < MOST_LOOKS
        && !values.get(places[place] - 1).equals(value)) {
      place = (place + 1) & (places.length - 1);
      looks++;
    }
    return place;
  }

  private void grow() {
    places = new int[2 * places.length];
    for (int number = 0; number < values.size(); number++) {
      places[placeOf(values.get(number))] = number + 1;
    }
  }

  /** All of them, by number. */
  List<FeedValue> all() {
    return values;
  }
}
