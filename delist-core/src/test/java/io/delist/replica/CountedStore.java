package io.delist.replica;

import io.delist.store.ListRegister;
import io.delist.store.Store;
import io.delist.store.StoreException;
import io.delist.store.Transaction;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A real store that counts what it is asked, behind a connection that can be cut or hang. */
final class CountedStore implements Store {

  private final Store store;
  final AtomicBoolean away = new AtomicBoolean();
  final AtomicInteger asked = new AtomicInteger();
  final AtomicInteger wholeReads = new AtomicInteger();
  volatile @Nullable CountDownLatch hangs;

  /** Happens while the store is read, after it has looked. */
  volatile Runnable meanwhile = () -> {};

  CountedStore(Store store) {
    this.store = store;
  }

  @Override
  public <T> T write(Function<Transaction, T> work) {
    return store.write(work);
  }

  @Override
  public <T> T read(Function<Transaction, T> work) {
    asked.incrementAndGet();
    CountDownLatch latch = hangs;
    if (latch != null) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    if (away.get()) {
      throw new StoreException("connection reset", null);
    }
    T result = store.read(transaction -> work.apply(watched(transaction)));
    meanwhile.run();
    return result;
  }

  private Transaction watched(Transaction transaction) {
    ListRegister list =
        proxy(
            ListRegister.class,
            transaction.list(),
            name -> {
              if (name.equals("readState")) {
                wholeReads.incrementAndGet();
              }
              return null;
            });
    return proxy(Transaction.class, transaction, name -> name.equals("list") ? list : null);
  }

  /** The same, but where there is an answer of ours. */
  private static <T> T proxy(Class<T> type, T real, Function<String, @Nullable Object> answers) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          Object answer = answers.apply(method.getName());
          try {
            return answer != null ? answer : method.invoke(real, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return type.cast(
        Proxy.newProxyInstance(
            CountedStore.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  @Override
  public void onListChange(Consumer<Long> listener) {
    store.onListChange(listener);
  }
}
