package io.delist.store.jdbc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes one table of the list's state. Of several changes to one row since the last {@link #send}
 * only the last is written: each says the whole of what the row is to be.
 */
final class StateTable implements AutoCloseable {

  private final Batch upserts;
  private final Batch deletes;
  private final Map<List<String>, Optional<List<@Nullable Object>>> pending = new LinkedHashMap<>();

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
    pending.put(key, Optional.of(others));
  }

  void remove(List<String> key) {
    pending.put(key, Optional.empty());
  }

  void send() {
    pending.forEach(
        (key, others) -> {
          if (others.isPresent()) {
            upserts.add(Stream.concat(key.stream(), others.get().stream()).toArray());
          } else {
            deletes.add(key.toArray());
          }
        });
    pending.clear();
    deletes.send();
    upserts.send();
  }

  @Override
  public void close() {
    try (upserts) {
      deletes.close();
    }
  }
}
