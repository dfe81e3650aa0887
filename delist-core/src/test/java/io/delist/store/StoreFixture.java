package io.delist.store;

/** A store for one test, and what is to be done after it. */
public record StoreFixture(Store store, Runnable atClose) implements AutoCloseable {

  @Override
  public void close() {
    atClose.run();
  }
}
