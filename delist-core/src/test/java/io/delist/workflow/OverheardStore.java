package io.delist.workflow;

import io.delist.store.ListRegister;
import io.delist.store.RequestRegister;
import io.delist.store.Store;
import io.delist.store.Transaction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A store that writes down what transactions that write do, and in which now and then somebody else
 * was first: then a request is not replaced.
 */
final class OverheardStore implements Store {

  private final Store store;
  private final List<List<String>> transactions = new ArrayList<>();
  private int timesTooLate;
  private Runnable afterRead = () -> {};

  OverheardStore(Store store) {
    this.store = store;
  }

  /** As often as this somebody else replaces a request first. */
  void isTooLate(int times) {
    timesTooLate = times;
  }

  /** Once, after what is read next. */
  void afterNextRead(Runnable work) {
    afterRead = work;
  }

  void forget() {
    transactions.clear();
  }

  /** The calls of each transaction that wrote since {@link #forget}, as {@code list.lock}. */
  List<List<String>> transactions() {
    return transactions;
  }

  @Override
  public <T> T write(Function<Transaction, T> work) {
    List<String> calls = new ArrayList<>();
    transactions.add(calls);
    return store.write(transaction -> work.apply(overheard(transaction, calls)));
  }

  @Override
  public <T> T read(Function<Transaction, T> work) {
    T result = store.read(work);
    Runnable next = afterRead;
    afterRead = () -> {};
    next.run();
    return result;
  }

  @Override
  public void onListChange(Consumer<Long> listener) {
    store.onListChange(listener);
  }

  private Transaction overheard(Transaction transaction, List<String> calls) {
    return proxy(
        Transaction.class,
        (method, arguments) -> {
          Object part = invoke(transaction, method, arguments);
          if (part instanceof ListRegister list) {
            return proxy(ListRegister.class, told(calls, "list", list));
          }
          return part instanceof RequestRegister requests
              ? proxy(RequestRegister.class, told(calls, "requests", requests))
              : part;
        });
  }

  private Handler told(List<String> calls, String register, Object target) {
    return (method, arguments) -> {
      calls.add(register + "." + method.getName());
      if (method.getName().equals("replace") && timesTooLate > 0) {
        timesTooLate--;
        return false;
      }
      return invoke(target, method, arguments);
    };
  }

  private interface Handler {
    Object handle(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Handler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            OverheardStore.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                handler.handle(method, arguments == null ? new Object[0] : arguments)));
  }

  private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
