package io.delist.benchmarks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Queries of type A for IPv4 addresses, a fifth of them listed, and what the answers must be. The
 * id of each is its place.
 */
final class DnsblQueries {

  private static final int COUNT = 8192;
  private static final int LISTED = 0x7f00_0002;
  private static final int RESPONSE_AND_CODE = 0x800f;
  private static final int NOT_LISTED = 0x8003;

  private final List<byte[]> octets = new ArrayList<>();
  private final List<Expected> answers = new ArrayList<>();

  private DnsblQueries() {}

  static DnsblQueries of(String zone, List<Integer> listed, Random random) {
    DnsblQueries queries = new DnsblQueries();
    Set<Integer> all = new HashSet<>(listed);
    for (int i = 0; i < COUNT; i++) {
      int bits = i % 5 == 0 ? listed.get(random.nextInt(listed.size())) : random.nextInt();
      StringBuilder name = new StringBuilder();
      for (int shift = 0; shift < 32; shift += 8) {
        name.append(bits >>> shift & 0xff).append('.');
      }
      queries.octets.add(query(i, name + zone));
      queries.answers.add(all.contains(bits) ? Expected.LISTED : Expected.NOT_LISTED);
    }
    return queries;
  }

  private static byte[] query(int id, String name) {
    ByteBuffer query = ByteBuffer.allocate(512);
    query.putShort((short) id).putShort((short) 0x0100).putShort((short) 1).putShort((short) 0);
    query.putInt(0);
    for (String label : name.split("\\.", -1)) {
      query.put((byte) label.length()).put(label.getBytes(StandardCharsets.US_ASCII));
    }
    query.put((byte) 0).putShort((short) 1).putShort((short) 1);
    return Arrays.copyOf(query.array(), query.position());
  }

  List<byte[]> octets() {
    return octets;
  }

  /**
   * @param echoed whether the queries themselves come back
   */
  List<Expected> expected(boolean echoed) {
    return echoed ? answers.stream().map(answer -> Expected.ECHO).toList() : answers;
  }

  /** What comes back for a query. */
  enum Expected {
    /** The query. */
    ECHO {
      @Override
      boolean isAnsweredBy(ByteBuffer answer) {
        return (answer.getShort(2) & RESPONSE_AND_CODE) == 0 && answer.getShort(6) == 0;
      }
    },
    /** One address at the end of the message. */
    LISTED {
      @Override
      boolean isAnsweredBy(ByteBuffer answer) {
        return (answer.getShort(2) & RESPONSE_AND_CODE) == 0x8000
            && answer.getShort(6) == 1
            && answer.getInt(answer.limit() - 4) == DnsblQueries.LISTED;
      }
    },
    /** No such name. */
    NOT_LISTED {
      @Override
      boolean isAnsweredBy(ByteBuffer answer) {
        return (answer.getShort(2) & RESPONSE_AND_CODE) == DnsblQueries.NOT_LISTED
            && answer.getShort(6) == 0;
      }
    };

    /** Whether this message, from position 0 to its limit, is that. */
    abstract boolean isAnsweredBy(ByteBuffer answer);
  }
}
