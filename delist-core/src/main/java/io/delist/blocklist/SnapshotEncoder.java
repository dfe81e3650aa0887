package io.delist.blocklist;

import io.delist.blocklist.SnapshotHeader.Section;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the bytes of a snapshot, all but the trailer. */
final class SnapshotEncoder {

  private final Snapshot snapshot;
  private final RecordWriter record = new RecordWriter();
  private final List<Part<?>> parts;

  SnapshotEncoder(Snapshot snapshot) {
    this.snapshot = snapshot;
    BlocklistView view = snapshot.view();
    parts =
        List.of(
            new Part<>(view.listings(), ValueFormat.LISTINGS),
            new Part<>(view.exemptions(), ValueFormat.EXEMPTIONS),
            new Part<>(view.allowed(), ValueFormat.ALLOWLIST));
  }

  /** Entries, and a copy of their values: the writer may put others in the place of unused ones. */
  private static final class Part<T> {

    final Entries<T> entries;
    private final @Nullable Object[] values;
    private final ValueFormat<T> format;

    Part(Entries<T> entries, ValueFormat<T> format) {
      this.entries = entries;
      values = entries.values();
      this.format = format;
    }

    int count() {
      return values.length - 1;
    }

    @SuppressWarnings("unchecked")
    void writeValue(int handle, RecordWriter record) throws IOException {
      format.write((T) Objects.requireNonNull(values[handle]), record.begin());
    }
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
    List<Section> sections = new ArrayList<>();
    for (Part<?> part : parts) {
      sections.add(section(part, out));
    }
    return sections;
  }

  private Section section(Part<?> part, ChunkOutput out) throws IOException {
    for (int handle = 1; handle <= part.count(); handle++) {
      part.writeValue(handle, record);
      ByteBuffer bytes = record.finished();
      out.room(bytes.remaining()).put(bytes);
    }
    long valueBytes = out.endPart();
    Entries<?> entries = part.entries;
    entries.trie().writeBlocks(out);
    long blockBytes = out.endPart();
    return new Section(
        part.count(), entries.livingAtSweep(), entries.size(), valueBytes, blockBytes);
  }
}
