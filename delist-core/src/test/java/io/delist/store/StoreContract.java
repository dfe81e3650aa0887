package io.delist.store;

import java.time.Instant;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What every store promises. Each test has an empty store of each kind. */
@ParameterizedClass
@EnumSource
abstract class StoreContract {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123Z");

  @Parameter Backend backend;
  final MovableClock clock = new MovableClock(NOON);
  private StoreFixture fixture;

  @BeforeEach
  void openStore() {
    fixture = backend.open(clock);
  }

  @AfterEach
  void closeStore() {
    fixture.close();
  }

  Store store() {
    return fixture.store();
  }

  <T> T read(Function<Transaction, T> work) {
    return store().read(work);
  }

  <T> T write(Function<Transaction, T> work) {
    return store().write(work);
  }

  long revision() {
    return revision(store());
  }

  static long revision(Store store) {
    return store.read(transaction -> transaction.list().revision());
  }

  static String epoch(Store store) {
    return store.read(transaction -> transaction.list().epoch());
  }
}
