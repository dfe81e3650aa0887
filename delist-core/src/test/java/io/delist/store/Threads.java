package io.delist.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Threads of a test; what one of them throws fails the test. */
public final class Threads {

  private static final long FAR_TOO_LONG_SECONDS = 120;

  private final List<FutureTask<Void>> tasks = new ArrayList<>();

  public void start(Runnable work) {
    FutureTask<Void> task = new FutureTask<>(work, null);
    tasks.add(task);
    Thread thread = new Thread(task, "test-" + tasks.size());
    thread.setDaemon(true);
    thread.start();
  }

  public void join() {
    for (FutureTask<Void> task : tasks) {
      try {
        task.get(FAR_TOO_LONG_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        throw new AssertionError("a thread of the test failed", e.getCause());
      } catch (InterruptedException | TimeoutException e) {
        throw new AssertionError("a thread of the test did not end", e);
      }
    }
  }

  public static void await(CountDownLatch latch) {
    try {
      if (!latch.await(FAR_TOO_LONG_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("nobody came");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  public static void await(CyclicBarrier barrier) {
    try {
      barrier.await(FAR_TOO_LONG_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new AssertionError("not all came", e);
    }
  }
}
