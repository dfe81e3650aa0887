package io.delist.store.jdbc;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes one table of the list's state. Of several changes to one row only the last is written,
 * since each says the whole of what the row is to be; and rows are written in the order of their
 * keys, which spares the database from loading the same page of an index again and again.
 */
final class StateTable implements AutoCloseable {

  private static final int MOST_PENDING = 50_000;

  private static final Comparator<List<String>> BY_KEY =
      (one, other) -> {
        for (int i = 0; i < one.size(); i++) {
          int difference = one.get(i).compareTo(other.get(i));
          if (difference != 0) {
            return difference;
          }
        }
        return 0;
      };

  private final Batch upserts;
  private final Batch deletes;
  private final Map<List<String>, Optional<List<@Nullable Object>>> pending = new HashMap<>();

  StateTable(Sql sql, String table, List<String> keys, List<String> others) {
    upserts = sql.batch("write " + table, sql.dialect().upsert(table, keys, others));
    deletes =
        sql.batch(
            "delete from " + table,
            "DELETE FROM %s WHERE %s"
                .formatted(
                    table,
                    keys.stream().map(key -> key + " = ?").collect(Collectors.joining(" AND "))));
  }

  void put(List<String> key, List<@Nullable Object> others) {
    set(key, Optional.of(others));
  }

  void remove(List<String> key) {
    set(key, Optional.empty());
  }

  private void set(List<String> key, Optional<List<@Nullable Object>> others) {
    pending.put(key, others);
    if (pending.size() == MOST_PENDING) {
      finish();
    }
  }

  /** Sends what is left. */
  void finish() {
    pending.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(BY_KEY))
        .forEach(row -> add(row.getKey(), row.getValue()));
    pending.clear();
    deletes.finish();
    upserts.finish();
  }

  private void add(List<String> key, Optional<List<@Nullable Object>> others) {
    if (others.isPresent()) {
      upserts.add(Stream.concat(key.stream(), others.get().stream()).toArray());
    } else {
      deletes.add(key.toArray());
    }
  }

  @Override
  public void close() {
    try (upserts) {
      deletes.close();
    }
  }
}
