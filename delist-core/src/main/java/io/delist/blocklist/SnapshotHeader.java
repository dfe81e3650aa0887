package io.delist.blocklist;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The beginning of a snapshot file; docs/snapshot-format.md has the table.
 *
 * @param fileBytes the length of the whole file
 * @param sections listings, exemptions, allowlist
 */
record SnapshotHeader(
    long fileBytes, long revision, Instant asOf, String epoch, List<Section> sections) {

  /** As in PNG: no text, and altered by whatever changes line ends or cuts the eighth bit. */
  static final long MAGIC = 0x0a1a0a0d534c4489L;

  static final int FORMAT_VERSION = 1;

  /** Magic, version, header's length, file's length: enough to know how to read on. */
  static final int PREAMBLE_BYTES = 8 + 4 + 4 + 8;

  static final int SECTIONS = 3;
  private static final int SECTION_BYTES = 4 + 4 + 8 + 8 + 8;
  private static final int FIXED_BYTES =
      PREAMBLE_BYTES + 8 + 8 + 4 + SECTIONS * SECTION_BYTES + 2 + 4;
  static final int LONGEST_BYTES = FIXED_BYTES + 2 * Snapshot.LONGEST_EPOCH_CHARS;

  /** The file ends with a SHA-256. */
  static final int TRAILER_BYTES = 32;

  static final int SHORTEST_FILE_BYTES = FIXED_BYTES + TRAILER_BYTES;

  /**
   * One map from prefixes to values.
   *
   * @param values how many values, with the handles 1 and up
   * @param livingAtSweep decides when the writer next looks for handles that are free
   * @param prefixes how many prefixes
   * @param valueBytes the length of the chunks of values
   * @param blockBytes the length of the chunks of the trie
   */
  record Section(int values, int livingAtSweep, long prefixes, long valueBytes, long blockBytes) {

    private void put(ByteBuffer to) {
      to.putInt(values).putInt(livingAtSweep).putLong(prefixes);
      to.putLong(valueBytes).putLong(blockBytes);
    }

    private static Section get(ByteBuffer from) {
      return new Section(
          from.getInt(), from.getInt(), from.getLong(), from.getLong(), from.getLong());
    }
  }

  SnapshotHeader {
    sections = List.copyOf(sections);
  }

  static int bytes(String epoch) {
    return FIXED_BYTES + 2 * epoch.length();
  }

  ByteBuffer encoded() {
    ByteBuffer to = ByteBuffer.allocate(bytes(epoch)).order(ByteOrder.LITTLE_ENDIAN);
    to.putLong(MAGIC).putInt(FORMAT_VERSION).putInt(to.capacity()).putLong(fileBytes);
    to.putLong(revision).putLong(asOf.getEpochSecond()).putInt(asOf.getNano());
    sections.forEach(section -> section.put(to));
    to.putShort((short) epoch.length());
    epoch.chars().forEach(c -> to.putChar((char) c));
    return to.putInt(crc(to.duplicate().flip())).flip();
  }

  /**
   * Reads a header and checks all that can be checked without the rest of the file.
   *
   * @param from the header, as long as it says itself; little-endian
   * @param fileBytes how long the file is
   */
  static SnapshotHeader decoded(ByteBuffer from, long fileBytes) throws BadRecordException {
    int body = from.remaining() - Integer.BYTES;
    int written = from.getInt(from.position() + body);
    hold(crc(from.duplicate().limit(from.position() + body)) == written, "the header's CRC32C");
    from.position(from.position() + PREAMBLE_BYTES - Long.BYTES);
    hold(from.getLong() == fileBytes, "the length of the file in the header");
    long revision = from.getLong();
    hold(revision >= 0, "the revision " + revision);
    Instant asOf = instant(from.getLong(), from.getInt());
    List<Section> sections = new ArrayList<>();
    for (int i = 0; i < SECTIONS; i++) {
      sections.add(Section.get(from));
    }
    int epochChars = Short.toUnsignedInt(from.getShort());
    hold(from.remaining() == 2 * epochChars + Integer.BYTES, "the length of the epoch");
    StringBuilder epoch = new StringBuilder(epochChars);
    for (int i = 0; i < epochChars; i++) {
      epoch.append(from.getChar());
    }
    requireSum(sections, fileBytes - TRAILER_BYTES - bytes(epoch.toString()));
    return new SnapshotHeader(fileBytes, revision, asOf, epoch.toString(), sections);
  }

  /** The parts fill the file, none is longer than it, and none has more entries than bytes. */
  private static void requireSum(List<Section> sections, long bytes) throws BadRecordException {
    long left = bytes;
    for (Section section : sections) {
      for (long part : new long[] {section.valueBytes, section.blockBytes}) {
        hold(part >= 0 && part <= left, "a part of " + part + " bytes where " + left + " are left");
        left -= part;
      }
      hold(
          section.values >= 0 && section.values <= section.valueBytes,
          section.values + " values in " + section.valueBytes + " bytes");
      hold(
          section.livingAtSweep >= 0 && section.livingAtSweep <= section.values + 1L,
          "a sweep at " + section.livingAtSweep + " of " + section.values + " values");
      hold(section.prefixes >= 0, section.prefixes + " prefixes");
    }
    hold(left == 0, left + " bytes that belong to nothing");
  }

  private static Instant instant(long second, int nano) throws BadRecordException {
    try {
      hold(nano >= 0 && nano < 1_000_000_000, "a time of " + second + " s and " + nano + " ns");
      return Instant.ofEpochSecond(second, nano);
    } catch (DateTimeException e) {
      throw new BadRecordException("a time of " + second + " s");
    }
  }

  private static int crc(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  private static void hold(boolean condition, String otherwise) throws BadRecordException {
    if (!condition) {
      throw new BadRecordException("the header cannot be right: " + otherwise);
    }
  }
}
