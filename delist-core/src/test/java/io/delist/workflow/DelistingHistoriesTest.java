package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.Verdict;
import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import io.delist.store.DelistRequest;
import io.delist.store.MailKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Random histories with several visitors and addresses: nothing comes off the list without a valid
 * link, the right browser or code, and a press; and a press changes the one address alone.
 */
class DelistingHistoriesTest {

  private static final int STEPS = 60;
  private static final List<IpAddress> ADDRESSES =
      List.of(
          IpAddress.parse("203.0.113.1"),
          IpAddress.parse("203.0.113.2"),
          IpAddress.parse("198.51.100.7"),
          IpAddress.parse("2001:db8::25"));

  @Property(tries = 300, seed = "20261123")
  void nothingComesOffWithoutAConfirmation(@ForAll long seed) {
    Random random = new Random(seed);
    Bench bench = new Bench(DelistPolicy.defaults(), List.of());
    ADDRESSES.forEach(address -> bench.list(address.toPrefix().toString()));
    List<DelistRequest> requests = new ArrayList<>();
    Set<IpAddress> confirmed = new HashSet<>();
    for (int step = 0; step < STEPS; step++) {
      IpAddress changed = act(random, bench, requests);
      if (changed != null) {
        confirmed.add(changed);
      }
      bench.replica.follow();
      for (IpAddress address : ADDRESSES) {
        if (!confirmed.contains(address)) {
          assertThat(bench.replica.blocklist().check(address))
              .as("%s, step %s of seed %s", address, step, seed)
              .isInstanceOf(Verdict.Listed.class);
        }
      }
    }
  }

  /** Does one thing; returns the address if it was a rightful confirmation. */
  private static IpAddress act(Random random, Bench bench, List<DelistRequest> requests) {
    bench.pass(Duration.ofSeconds(random.nextInt(900)));
    IpAddress address = ADDRESSES.get(random.nextInt(ADDRESSES.size()));
    if (requests.isEmpty() || random.nextInt(3) == 0) {
      Submission submission =
          bench.delisting.submit(
              address,
              EmailAddress.parse("user" + random.nextInt(3) + "@example.org"),
              "browser-" + random.nextInt(3),
              Locale.ENGLISH);
      if (submission instanceof Submission.Accepted accepted) {
        requests.add(accepted.request());
      }
      return null;
    }
    DelistRequest request = requests.get(random.nextInt(requests.size()));
    String link = bench.linkOf(request);
    switch (random.nextInt(8)) {
      case 0 -> bench.mails.taken(request.id(), MailKind.CONFIRMATION);
      case 1 -> bench.mails.refused(request.id(), MailKind.CONFIRMATION, "550");
      case 2 -> bench.settlement.expireRequests();
      case 3 -> bench.delisting.behind(link);
      case 4 -> bench.delisting.confirm(flip(link, random), "browser-0", "");
      case 5 -> bench.delisting.confirm(link, "a stranger", "000-000".repeat(random.nextInt(2)));
      case 6 -> bench.list(address.toPrefix().toString());
      default -> {
        String browser = "browser-" + random.nextInt(3);
        Confirmation confirmation = bench.delisting.confirm(link, browser, "");
        if (confirmation instanceof Confirmation.Delisted) {
          assertThat(bench.delisting.isFrom(request, browser)).isTrue();
          return request.address();
        }
      }
    }
    return null;
  }

  private static String flip(String link, Random random) {
    int at = random.nextInt(link.length());
    char other = link.charAt(at) == 'A' ? 'B' : 'A';
    return link.substring(0, at) + other + link.substring(at + 1);
  }
}
