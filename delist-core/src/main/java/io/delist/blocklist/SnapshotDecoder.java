package io.delist.blocklist;

import io.delist.blocklist.SnapshotHeader.Section;
import io.delist.net.IpPrefix;
import io.delist.trie.PrefixTrie;
import io.delist.trie.TrieFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a snapshot of the bytes of a file, and trusts none of them. */
final class SnapshotDecoder {

  private final ChunkInput in;
  private final Map<String, String> texts = RecordReader.texts();

  SnapshotDecoder(ChunkInput in) {
    this.in = in;
  }

  /** The snapshot, after everything about it was found right. */
  Snapshot read() throws IOException {
    SnapshotHeader header = header();
    Section[] sections = header.sections().toArray(new Section[0]);
    Entries<PrefixListings> listings = entries(sections[0], ValueFormat.LISTINGS);
    Entries<Verdict.Exempt> exemptions = entries(sections[1], ValueFormat.EXEMPTIONS);
    Entries<Verdict.Allowed> allowed = entries(sections[2], ValueFormat.ALLOWLIST);
    requireDigest();
    return new Snapshot(
        header.epoch(),
        header.asOf(),
        new BlocklistView(header.revision(), listings, exemptions, allowed, Entries.empty()));
  }

  /** Only looks whether the bytes are those that were written; gives the SHA-256. */
  byte[] verify() throws IOException {
    SnapshotHeader header = header();
    long end = header.fileBytes() - SnapshotHeader.TRAILER_BYTES;
    while (in.position() < end) {
      in.chunk(end);
    }
    return requireDigest();
  }

  private SnapshotHeader header() throws IOException {
    long size = in.fileBytes();
    if (size < SnapshotHeader.SHORTEST_FILE_BYTES) {
      throw in.problem(
          size,
          "the file ends here; no snapshot is shorter than "
              + SnapshotHeader.SHORTEST_FILE_BYTES
              + " bytes");
    }
    ByteBuffer preamble = in.peek(SnapshotHeader.PREAMBLE_BYTES);
    if (preamble.getLong() != SnapshotHeader.MAGIC) {
      throw in.problem(0, "this is no snapshot of a blocklist");
    }
    int version = preamble.getInt();
    if (version != SnapshotHeader.FORMAT_VERSION) {
      throw in.problem(
          Long.BYTES,
          "format version "
              + Integer.toUnsignedString(version)
              + "; this release reads version "
              + SnapshotHeader.FORMAT_VERSION);
    }
    int headerBytes = preamble.getInt();
    long fileBytes = preamble.getLong();
    if (fileBytes != size) {
      throw in.problem(size, "the file ends here and should have " + fileBytes + " bytes");
    }
    if (headerBytes < SnapshotHeader.bytes("")
        || headerBytes > SnapshotHeader.LONGEST_BYTES
        || headerBytes > size - SnapshotHeader.TRAILER_BYTES) {
      throw in.problem(Long.BYTES + Integer.BYTES, "a header of " + headerBytes + " bytes");
    }
    try {
      return SnapshotHeader.decoded(in.next(headerBytes), size);
    } catch (BadRecordException e) {
      throw in.problem(0, String.valueOf(e.getMessage()));
    }
  }

  private <T> Entries<T> entries(Section section, ValueFormat<T> format) throws IOException {
    @Nullable Object[] slots = values(section, format);
    PrefixTrie trie = trie(section);
    Entries<T> entries = new Entries<>(trie, slots, slots.length, section.livingAtSweep());
    if (trie.size() != section.prefixes()) {
      throw in.problem(
          in.position(),
          "a trie of " + trie.size() + " prefixes ends here; " + section.prefixes() + " expected");
    }
    requirePrefixes(entries, format);
    return entries;
  }

  private <T> @Nullable Object[] values(Section section, ValueFormat<T> format) throws IOException {
    long end = in.position() + section.valueBytes();
    if (section.values() > section.valueBytes() / format.leastBytes()) {
      throw in.problem(
          in.position(), section.values() + " values in " + section.valueBytes() + " bytes");
    }
    @Nullable Object[] slots = new Object[section.values() + 1];
    int next = 1;
    while (in.position() < end) {
      long start = in.position();
      RecordReader records = new RecordReader(in.chunk(end), texts);
      while (!records.isAtEnd()) {
        if (next == slots.length) {
          throw in.problem(start, "more than " + section.values() + " values");
        }
        slots[next] = value(records, format, next, start);
        next++;
      }
    }
    if (next != slots.length) {
      throw in.problem(end, (next - 1) + " values; " + section.values() + " expected");
    }
    return slots;
  }

  private <T> T value(RecordReader records, ValueFormat<T> format, int handle, long start)
      throws IOException {
    try {
      return format.read(records);
    } catch (BadRecordException
        | IllegalArgumentException
        | DateTimeException
        | ArithmeticException e) {
      throw in.problem(start, "value " + handle + ": " + e.getMessage());
    }
  }

  private PrefixTrie trie(Section section) throws IOException {
    long end = in.position() + section.blockBytes();
    PrefixTrie.Loader loader = PrefixTrie.loader(section.values());
    long start = in.position();
    try {
      while (in.position() < end) {
        start = in.position();
        loader.read(in.chunk(end));
      }
      return loader.build();
    } catch (TrieFormatException e) {
      throw in.problem(start, "the trie: " + e.getMessage());
    }
  }

  /** Where a value names its prefix, each prefix has the value that names it. */
  private <T> void requirePrefixes(Entries<T> entries, ValueFormat<T> format) throws IOException {
    long right = 0;
    for (int handle = 1; handle < entries.next(); handle++) {
      IpPrefix prefix = format.prefix(entries.of(handle));
      if (prefix == null) {
        return;
      }
      right += entries.trie().exact(prefix) == handle ? 1 : 0;
    }
    if (right != entries.size()) {
      throw in.problem(
          in.position(), (entries.size() - right) + " prefixes of the trie have another's value");
    }
  }

  private byte[] requireDigest() throws IOException {
    byte[] found = in.digest();
    long at = in.position();
    byte[] written = new byte[SnapshotHeader.TRAILER_BYTES];
    in.peek(written.length).get(written);
    if (!MessageDigest.isEqual(found, written)) {
      throw in.problem(at, "the SHA-256 of all before is another");
    }
    return found;
  }
}
