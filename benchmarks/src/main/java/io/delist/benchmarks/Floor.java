package io.delist.benchmarks;

import io.delist.benchmarks.Rival.Handles;
import org.openjdk.jol.info.GraphLayout;

/**
 * The least that a lookup in memory can cost: one load per query from an array as large as our
 * structure for this list, at a place that follows from the address and looks random. In the
 * dependent form each load waits for the one before. It answers nothing.
 */
final class Floor {

  private Floor() {}

  static Rival of(PrefixList list, Handles handles, Queries queries) {
    return of(GraphLayout.parseInstance(Serving.build(list, handles)).totalSize(), queries);
  }

  static Rival of(long sizeBytes, Queries queries) {
    int[] array = new int[Math.toIntExact(Math.max(1, sizeBytes / Integer.BYTES))];
    // Touched, so that it has pages of its own.
    for (int i = 0; i < array.length; i++) {
      array[i] = i;
    }
    int[] places = new int[queries.size()];
    for (int i = 0; i < places.length; i++) {
      long high = queries.isV4() ? 0 : queries.high()[i];
      long hash = Integer.toUnsignedLong(Bits.hash(high, queries.low()[i]));
      places[i] = (int) ((hash * array.length) >>> 32);
    }
    return i -> array[places[i]];
  }
}
