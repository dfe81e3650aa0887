package io.delist.store;

import io.delist.store.jdbc.JdbcStore;
import io.delist.store.memory.MemoryStore;
import java.time.InstantSource;

/** The stores that all keep the same promises. */
public enum Backend {
  MEMORY {
    @Override
    public StoreFixture open(InstantSource clock) {
      return new StoreFixture(new MemoryStore(clock), () -> {});
    }
  },
  H2 {
    @Override
    public StoreFixture open(InstantSource clock) {
      TestDatabase database = TestDatabase.h2InMemory();
      return new StoreFixture(new JdbcStore(database.dataSource(), clock), database::close);
    }
  },
  POSTGRESQL {
    @Override
    public StoreFixture open(InstantSource clock) {
      TestDatabase database = TestDatabase.postgresql();
      return new StoreFixture(new JdbcStore(database.dataSource(), clock), database::close);
    }
  };

  /** A new and empty store. */
  public abstract StoreFixture open(InstantSource clock);
}
