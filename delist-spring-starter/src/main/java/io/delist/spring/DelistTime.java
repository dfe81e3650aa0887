package io.delist.spring;

import io.delist.blocklist.CoarseClock;
import java.time.InstantSource;

/**
 * Where delist gets the time from.
 *
 * @param clock the application's, or the system's as a {@link CoarseClock}
 */
record DelistTime(InstantSource clock) implements AutoCloseable {

  @Override
  public void close() {
    if (clock instanceof CoarseClock coarse) {
      coarse.close();
    }
  }
}
