package io.delist.smtp.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.net.AddressSyntaxException;
import io.delist.net.IpAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/** Names read as addresses, beside the same labels put together as text and parsed as such. */
class ReversedNamePropertyTest {

  private static final String[] LABELS = {
    "0", "1", "9", "a", "F", "g", "00", "01", "10", "99", "100", "255", "256", "999", "1000", "0a",
    "-1", "x", "f0"
  };

  @Property(tries = 5000)
  void labelsAreAnAddressIfTheTextIs(@ForAll long seed) {
    Random random = new Random(seed);
    List<String> labels = labels(random);
    Query query = new Query();
    byte[] octets = Ask.name(String.join(".", labels)).octets();
    QueryReader.read(octets, octets.length, query);
    ReversedName name = new ReversedName();
    name.read(query, labels.size());
    List<String> forward = new ArrayList<>(labels);
    Collections.reverse(forward);
    IpAddress v4 = labels.size() == 4 ? parse(String.join(".", forward)) : null;
    assertThat(name.isV4Address()).isEqualTo(v4 != null);
    if (v4 != null) {
      assertThat(IpAddress.ofV4(name.v4Bits)).isEqualTo(v4);
    }
    boolean nibbles =
        labels.size() == 32 && labels.stream().allMatch(label -> label.matches("[0-9a-fA-F]"));
    assertThat(name.isV6Address()).isEqualTo(nibbles);
    if (nibbles) {
      String text = String.join("", forward).replaceAll("(.{4})(?=.)", "$1:");
      assertThat(IpAddress.ofV6(name.high, name.low)).isEqualTo(parse(text));
    }
    Statistics.collect(v4 != null ? "v4" : nibbles ? "v6" : "none");
    Statistics.coverage(
        checker -> {
          checker.check("v4").percentage(share -> share >= 10);
          checker.check("v6").percentage(share -> share >= 10);
        });
  }

  private static List<String> labels(Random random) {
    List<String> labels = new ArrayList<>();
    int kind = random.nextInt(4);
    int count = kind == 0 ? 4 : kind == 1 ? 32 : 1 + random.nextInt(34);
    for (int i = 0; i < count; i++) {
      labels.add(
          switch (kind) {
            case 0 -> Integer.toString(random.nextInt(256));
            case 1 -> Integer.toHexString(random.nextInt(16));
            default -> LABELS[random.nextInt(LABELS.length)];
          });
    }
    if (random.nextInt(3) == 0) {
      labels.set(random.nextInt(count), LABELS[random.nextInt(LABELS.length)]);
    }
    return labels;
  }

  private static IpAddress parse(String text) {
    try {
      return IpAddress.parse(text);
    } catch (AddressSyntaxException e) {
      return null;
    }
  }
}
