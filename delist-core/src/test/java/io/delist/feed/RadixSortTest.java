package io.delist.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables of more rows than a chunk holds, in every order, against a sorted map. */
class RadixSortTest {

  private static final int ROWS = 30_000;

  enum Order {
    SORTED,
    BACKWARDS,
    ALL_THE_SAME,
    FEW,
    LAST_BYTE_DIFFERS,
    FIRST_BYTE_DIFFERS,
    SPREAD,
    TWO_RUNS,
    LARGEST_FIRST;

    private long number(int i) {
      return switch (this) {
        case SORTED -> i;
        case BACKWARDS -> ROWS - i;
        case ALL_THE_SAME -> 7;
        case FEW -> i * 31 % 10;
        case LAST_BYTE_DIFFERS -> i * 7919 % 256;
        case FIRST_BYTE_DIFFERS -> (i * 7919L % 256) << 24;
        case SPREAD -> (i * 0x9e37_79b9L) & 0xffff_ffffL;
        case TWO_RUNS -> i % 2 == 0 ? i : ROWS - i;
        case LARGEST_FIRST -> i == 0 ? ROWS : i;
      };
    }
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void ipv4RowsComeInOrderWithTheLowestValueOfEach(Order order) {
    check(order, number -> IpAddress.ofV4((int) number), 32);
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void ipv6RowsComeInOrderWithTheLowestValueOfEach(Order order) {
    check(order, number -> IpAddress.ofV6(number << 32, number * 31), 128);
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void ipv4RowsInPlaceComeAsWithTwoArrays(Order order) {
    Random random = new Random(7);
    V4Rows inPlace = new V4Rows(0, ROWS);
    V4Rows withArrays = new V4Rows(ROWS);
    for (int i = 0; i < ROWS; i++) {
      int length = 32 - random.nextInt(3);
      int bits = IpAddress.ofV4((int) order.number(i)).prefix(length).first().v4Bits();
      int value = random.nextInt(1_000);
      inPlace.add(bits, length, value);
      withArrays.add(bits, length, value);
    }
    inPlace.sort();
    withArrays.sort();

    assertThat(rows(inPlace)).isEqualTo(rows(withArrays));
  }

  private static List<String> rows(V4Rows rows) {
    List<String> texts = new ArrayList<>();
    rows.forEach((bits, length, value) -> texts.add(bits + "/" + length + " " + value));
    return texts;
  }

  private static void check(Order order, LongFunction<IpAddress> address, int longest) {
    Random random = new Random(7);
    PrefixTable table = new PrefixTable(ROWS, ROWS / 3, ROWS / 3);
    Map<IpPrefix, Integer> expected = new TreeMap<>();
    for (int i = 0; i < ROWS; i++) {
      int length = longest - (order == Order.SORTED ? 0 : random.nextInt(3));
      IpPrefix prefix = address.apply(order.number(i)).prefix(length);
      int value = random.nextInt(1_000);
      assertThat(table.add(prefix, value)).isTrue();
      expected.merge(prefix, value, Math::min);
    }
    table.sort();

    List<IpPrefix> prefixes = new ArrayList<>();
    List<Integer> values = new ArrayList<>();
    for (int i = 0; i < table.size(); i++) {
      prefixes.add(table.prefix(i));
      values.add(table.value(i));
    }
    assertThat(prefixes).isEqualTo(List.copyOf(expected.keySet()));
    assertThat(values).isEqualTo(List.copyOf(expected.values()));
  }
}
