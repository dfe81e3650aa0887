package io.delist.blocklist;

import io.delist.blocklist.SnapshotHeader.Section;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Makes the bytes of a snapshot, all but the trailer. */
final class SnapshotEncoder {

  private final Snapshot snapshot;
  private final RecordWriter record = new RecordWriter();

  SnapshotEncoder(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** Writes all; the lengths, which stand at the beginning, are measured by a run into nothing. */
  void write(ChunkOutput.Target target) throws IOException {
    List<Section> sections = sections(new ChunkOutput(bytes -> {}));
    long length = (long) SnapshotHeader.bytes(snapshot.epoch()) + SnapshotHeader.TRAILER_BYTES;
    for (Section section : sections) {
      length += section.valueBytes() + section.blockBytes();
    }
    SnapshotHeader header =
        new SnapshotHeader(
            length, snapshot.revision(), snapshot.asOf(), snapshot.epoch(), sections);
    target.write(header.encoded());
    if (!sections(new ChunkOutput(target)).equals(sections)) {
      throw new IllegalStateException("the same view was written in two ways");
    }
  }

  private List<Section> sections(ChunkOutput out) throws IOException {
    BlocklistView view = snapshot.view();
    List<Section> sections = new ArrayList<>();
    sections.add(section(view.listings(), ValueFormat.LISTINGS, out));
    sections.add(section(view.exemptions(), ValueFormat.EXEMPTIONS, out));
    sections.add(section(view.allowed(), ValueFormat.ALLOWLIST, out));
    return sections;
  }

  private <T> Section section(Entries<T> entries, ValueFormat<T> format, ChunkOutput out)
      throws IOException {
    int next = entries.next();
    for (int handle = 1; handle < next; handle++) {
      format.write(entries.of(handle), record.begin());
      ByteBuffer bytes = record.finished();
      out.room(bytes.remaining()).put(bytes);
    }
    long valueBytes = out.endPart();
    entries.trie().writeBlocks(out);
    long blockBytes = out.endPart();
    return new Section(
        next - 1, entries.livingAtRenumbering(), entries.size(), valueBytes, blockBytes);
  }
}
