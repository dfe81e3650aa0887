package io.delist.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeedValuesTest {

  @Test
  void aValueHasOneNumberHoweverManyComeBetween() {
    FeedValues values = new FeedValues(10_000);
    List<FeedValue> different =
        IntStream.range(0, 10_000).mapToObj(i -> FeedValue.ofReason("reason " + i)).toList();

    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < different.size(); i++) {
        assertThat(values.numberOf(FeedValue.ofReason("reason " + i))).isEqualTo(i);
      }
    }
    assertThat(values.all()).isEqualTo(different);
  }

  @Test
  void thereIsNoRoomForOneTooMany() {
    FeedValues values = new FeedValues(1);

    assertThat(values.numberOf(FeedValue.NONE)).isZero();
    assertThat(values.numberOf(FeedValue.ofReason("one more"))).isEqualTo(FeedValues.NO_ROOM);
    assertThat(values.numberOf(FeedValue.NONE)).isZero();
  }

  @Test
  void valuesOfOneHashAreNumberedInBoundedTimeAndComeBackAsTheyWere() {
    FeedValues values = new FeedValues(1 << 12);
    // "Aa" and "BB" have the same hash, and so have all texts of twelve of them.
    List<FeedValue> alike =
        IntStream.range(0, 1 << 12)
            .mapToObj(
                i ->
                    IntStream.range(0, 12)
                        .mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB")
                        .reduce("", String::concat))
            .map(FeedValue::ofReason)
            .toList();

    for (FeedValue value : alike) {
      assertThat(values.all().get(values.numberOf(value))).isEqualTo(value);
    }
    assertThat(alike).extracting(FeedValue::hashCode).containsOnly(alike.get(0).hashCode());
    assertThat(values.all()).containsExactlyElementsOf(alike);
  }
}
