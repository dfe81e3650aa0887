package io.delist.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.AllowEntry;
import io.delist.blocklist.Change;
import io.delist.blocklist.Exemption;
import io.delist.blocklist.Listing;
import io.delist.blocklist.Source;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Searches compared with a scan of everything, on prefixes that often hold each other. */
class ListSearchContractTest extends StoreContract {

  private static final Comparator<IpPrefix> MOST_SPECIFIC_FIRST =
      Comparator.comparing(IpPrefix::length).reversed();

  private final Random random = new Random(20260301);

  /** Few bases and any length: more than half of these hold another one. */
  private IpPrefix prefix() {
    if (random.nextBoolean()) {
      int bits = 0xC000_0200 ^ (random.nextInt(4) << (random.nextInt(8) * 4));
      return IpAddress.ofV4(bits).prefix(random.nextInt(33));
    }
    long low = (long) random.nextInt(4) << (random.nextInt(8) * 8);
    long high = 0x2001_0db8_0000_0000L ^ ((long) random.nextInt(4) << (random.nextInt(16) * 4));
    return IpAddress.ofV6(high, low).prefix(random.nextInt(129));
  }

  private List<IpPrefix> prefixes(int count) {
    return new ArrayList<>(new TreeSet<>(Stream.generate(this::prefix).limit(count).toList()));
  }

  private static <T> List<T> scan(
      Collection<T> all, Function<T, IpPrefix> prefixOf, IpPrefix covered) {
    return all.stream()
        .filter(entry -> prefixOf.apply(entry).contains(covered))
        .sorted(Comparator.comparing(prefixOf, MOST_SPECIFIC_FIRST))
        .toList();
  }

  private int hits;

  private <T> void compare(List<T> found, List<T> scanned) {
    assertThat(found).isEqualTo(scanned);
    if (!scanned.isEmpty()) {
      hits++;
    }
  }

  @Test
  void searchesFindWhatAScanFinds() {
    List<Listing> listings = new ArrayList<>();
    for (IpPrefix prefix : prefixes(200)) {
      // In the order of sources, which is the order of the answer for one prefix.
      listings.add(new Listing(prefix, Samples.terms(Samples.DROP)));
      if (random.nextInt(4) == 0) {
        listings.add(new Listing(prefix, Samples.terms(Source.OPERATOR)));
      }
    }
    List<Exemption> exemptions =
        prefixes(200).stream().map(p -> Samples.exemption(p.toString())).toList();
    List<AllowEntry> allowlist =
        prefixes(200).stream().map(p -> new AllowEntry(p, "no. " + p)).toList();
    store()
        .run(
            transaction -> {
              transaction.list().apply(listings.stream().<Change>map(Change.Listed::new).toList());
              transaction
                  .list()
                  .apply(exemptions.stream().<Change>map(Change.Exempted::new).toList());
              transaction
                  .list()
                  .apply(allowlist.stream().<Change>map(Change.Allowed::new).toList());
            });

    List<IpPrefix> probes = new ArrayList<>(prefixes(100));
    probes.addAll(exemptions.stream().map(Exemption::prefix).limit(50).toList());
    probes.add(IpPrefix.parse("0.0.0.0/0"));
    probes.add(IpPrefix.parse("::/0"));
    probes.add(IpPrefix.parse("::fffe:0:0/95"));
    store()
        .run(
            transaction -> {
              ListRegister list = transaction.list();
              for (IpPrefix probe : probes) {
                compare(list.listingsCovering(probe), scan(listings, Listing::prefix, probe));
                compare(list.exemptionsCovering(probe), scan(exemptions, Exemption::prefix, probe));
                compare(list.allowedCovering(probe), scan(allowlist, AllowEntry::prefix, probe));
                compare(
                    list.exemptionsWithin(probe),
                    exemptions.stream().filter(e -> probe.contains(e.prefix())).toList());
              }
              assertThat(list.allowlist()).isEqualTo(allowlist);
            });
    assertThat(hits).as("searches that found something").isGreaterThan(probes.size());
  }
}
