package io.delist.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.common.net.InetAddresses;
import io.delist.Fuzzed;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Timeout;

/** Address text, one a line: refused with the declared exception, or read as Guava reads it. */
@Timeout(30)
class AddressFuzzTest {

  private static final long MOST_BYTES = 64 << 10;

  @FuzzTest(maxDuration = "5m")
  void addresses(byte[] input) {
    for (String line : Fuzzed.lines(input)) {
      Optional<IpAddress> address = read(line, IpAddress::parse);
      boolean elsewhere = InetAddresses.isInetAddress(line) && line.indexOf('%') < 0;
      assertThat(address.isPresent()).as("%s is an address", line).isEqualTo(elsewhere);
      if (address.isPresent()) {
        assertThat(address).hasValue(IpAddress.of(InetAddresses.forString(line)));
        assertThat(IpAddress.parse(address.get().toString())).isEqualTo(address.get());
      }
    }
  }

  @FuzzTest(maxDuration = "5m")
  void prefixes(byte[] input) {
    for (String line : Fuzzed.lines(input)) {
      Optional<IpPrefix> read = read(line, IpPrefix::parse);
      if (read.isPresent()) {
        IpPrefix prefix = read.get();
        assertThat(IpPrefix.parse(prefix.toString())).isEqualTo(prefix);
        assertThat(prefix.first().prefix(prefix.length())).isEqualTo(prefix);
        assertThat(prefix.contains(prefix.last())).isTrue();
        assertThat(IpPrefix.of(prefix.first(), prefix.length())).isEqualTo(prefix);
      }
    }
  }

  private static <T> Optional<T> read(String text, Function<String, T> parser) {
    return Fuzzed.twice(
        MOST_BYTES,
        () -> {
          try {
            return Optional.of(parser.apply(text));
          } catch (AddressSyntaxException e) {
            Fuzzed.checkMessage(e);
            return Optional.empty();
          }
        });
  }
}
