package io.delist.blocklist;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Lists for the tests of snapshots. */
final class SampleLists {

  static final Instant START = Instant.parse("2026-01-01T00:00:00.123Z");
  static final String EPOCH = "6f1c2d7e-0b1a-4e8e-9f55-1d6d6a3f4c11";

  private SampleLists() {}

  static Change.Listed listed(
      String prefix, String source, int code, String reason, @Nullable Instant expiresAt) {
    return new Change.Listed(
        new Listing(
            IpPrefix.parse(prefix),
            new ListingTerms(
                new Source(source),
                new ReasonCode(code),
                reason,
                START,
                START.minusSeconds(60),
                expiresAt)));
  }

  /** A few entries of every kind there is. */
  static List<Change> ofEveryKind() {
    return List.of(
        listed("198.51.100.0/24", "feed:drop", 612, "", null),
        listed("198.51.100.7/32", "operator", 606, "spam trap", START.plusSeconds(3600)),
        listed("198.51.100.7/32", "feed:drop", 612, "", null),
        listed("203.0.113.0/25", "detector:trap", 649, "스팸 함정, é, 🐟, half \ud83d", null),
        listed("2001:db8::/32", "feed:drop", 612, "", null),
        listed("2001:db8:1::1/128", "operator", 606, "x".repeat(200), Instant.MAX),
        new Change.Exempted(
            new Exemption(IpPrefix.parse("198.51.100.9/32"), START, START.plusSeconds(60))),
        new Change.Exempted(new Exemption(IpPrefix.parse("2001:db8:2::/64"), START, null)),
        new Change.Allowed(new AllowEntry(IpPrefix.parse("127.0.0.0/8"), "loopback")),
        new Change.Allowed(new AllowEntry(IpPrefix.parse("::1/128"), "자신")));
  }

  static BlocklistProjection projection(List<Change> changes, long revision) {
    BlocklistProjection projection = new BlocklistProjection(InstantSource.fixed(START));
    changes.forEach(projection::apply);
    projection.publish(revision);
    return projection;
  }

  static Snapshot snapshot(List<Change> changes, long revision) {
    return new Snapshot(EPOCH, START, projection(changes, revision).blocklist().view());
  }

  /** What a file of this snapshot holds. */
  static byte[] bytes(Snapshot snapshot) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new SnapshotEncoder(snapshot)
        .write(
            bytes -> {
              byte[] copy = new byte[bytes.remaining()];
              bytes.get(copy);
              out.write(copy);
            });
    out.write(ParallelDigest.sha256().digest(out.toByteArray()));
    return out.toByteArray();
  }

  /** So many /32 of many /16, from two sources. */
  static List<Change> many(int count, long seed) {
    Random random = new Random(seed);
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      IpPrefix prefix = IpAddress.ofV4(random.nextInt()).toPrefix();
      changes.add(listed(prefix.toString(), "feed:" + (i & 1), 606 + (i & 7), "", null));
    }
    return changes;
  }

  /** All that a view holds, in words and in order. */
  static List<String> contents(BlocklistView view) {
    List<String> lines = new ArrayList<>();
    view.listings().forEach((prefix, value) -> lines.add(prefix + " " + value));
    view.exemptions().forEach((prefix, value) -> lines.add(prefix + " " + value));
    view.allowed().forEach((prefix, value) -> lines.add(prefix + " " + value));
    return lines;
  }
}
