package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Source;
import io.delist.limit.LimitPolicy;
import io.delist.limit.Limits;
import io.delist.net.IpPrefix;
import io.delist.replica.Replica;
import io.delist.store.AuditLog;
import io.delist.store.DelistRequest;
import io.delist.store.ExpiryRegister;
import io.delist.store.LadderRegister;
import io.delist.store.LimitRegister;
import io.delist.store.ListRegister;
import io.delist.store.MailKind;
import io.delist.store.NodeRegister;
import io.delist.store.Outbox;
import io.delist.store.RequestRegister;
import io.delist.store.RequestState;
import io.delist.store.Store;
import io.delist.store.SuppressionRegister;
import io.delist.store.TaskRegister;
import io.delist.store.TimerRegister;
import io.delist.store.Transaction;
import io.delist.store.jdbc.JdbcStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The press of the button while the relay's answer is booked, on a real database. */
class ConfirmRaceTest {

  private final JdbcStore store = new JdbcStore(database());
  private final Between between = new Between(store);
  private final DelistPolicy policy = DelistPolicy.defaults();
  private final Settlement settlement = new Settlement(store, policy);
  private final RequestProofs proofs =
      new RequestProofs(Bench.ring("k1", 1), Bench.PORTAL, new Random(5));
  private final Replica replica =
      new Replica(store, settlement, "node", InstantSource.system(), Duration.ofHours(1));
  private final Delisting delisting =
      new Delisting(
          between,
          replica.blocklist(),
          proofs,
          new RuleBook(Bench.GUARD, List.of()),
          policy,
          new Limits(LimitPolicy.none(), Bench.ring("k1", 1)),
          () -> {});

  private DelistRequest request;

  private static JdbcDataSource database() {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:confirm-race-" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
    return database;
  }

  @BeforeEach
  void anOpenRequest() {
    new ListingDesk(store, Bench.GUARD, policy)
        .list(
            IpPrefix.parse("203.0.113.9/32"),
            new ListingDesk.Grounds(
                Source.OPERATOR, ReasonCode.BANNED, "", Instant.now().minusSeconds(60), null));
    replica.follow();
    Submission submission =
        delisting.submit(Bench.ADDRESS, Bench.EMAIL, Bench.BROWSER, Locale.ENGLISH);
    request = ((Submission.Accepted) submission).request();
    between.afterNextFind(
        () -> new MailSettlement(store, policy).taken(request.id(), MailKind.CONFIRMATION));
  }

  @Test
  void aPressIsNotLostWhenTheRelaysAnswerIsBookedInItsMiddle() {
    Confirmation confirmation = delisting.confirm(proofs.linkOf(request), Bench.BROWSER, "");

    assertThat(confirmation).isInstanceOf(Confirmation.Delisted.class);
    assertThat(store.<Long>read(transaction -> transaction.list().revision())).isEqualTo(2L);
    assertThat(find().state()).isEqualTo(RequestState.REMOVING);
  }

  @Test
  void aWrongCodeIsCountedWhenTheRelaysAnswerIsBookedInItsMiddle() {
    Confirmation confirmation = delisting.confirm(proofs.linkOf(request), null, "no code");

    assertThat(confirmation)
        .isInstanceOfSatisfying(
            Confirmation.CodeWanted.class,
            wanted -> assertThat(wanted.attemptsLeft()).isEqualTo(4));
    assertThat(find().wrongCodes()).isEqualTo(1);
  }

  private DelistRequest find() {
    return store.read(transaction -> transaction.requests().find(request.id())).orElseThrow();
  }

  /** A store in which something else commits right after a request was read for writing. */
  private record Between(Store store, AtomicReference<Runnable> next) implements Store {

    Between(Store store) {
      this(store, new AtomicReference<>(() -> {}));
    }

    void afterNextFind(Runnable work) {
      next.set(work);
    }

    @Override
    public <T> T write(Function<Transaction, T> work) {
      return store.write(transaction -> work.apply(new Watched(transaction, next)));
    }

    @Override
    public <T> T read(Function<Transaction, T> work) {
      return store.read(work);
    }

    @Override
    public void onListChange(Consumer<Long> listener) {
      store.onListChange(listener);
    }
  }

  private record Watched(Transaction transaction, AtomicReference<Runnable> next)
      implements Transaction {

    @Override
    public Instant now() {
      return transaction.now();
    }

    @Override
    public ListRegister list() {
      return transaction.list();
    }

    @Override
    public ExpiryRegister expiries() {
      return transaction.expiries();
    }

    @Override
    public RequestRegister requests() {
      RequestRegister real = transaction.requests();
      return (RequestRegister)
          Proxy.newProxyInstance(
              RequestRegister.class.getClassLoader(),
              new Class<?>[] {RequestRegister.class},
              (proxy, method, arguments) -> {
                try {
                  Object result = method.invoke(real, arguments);
                  if (method.getName().equals("find")) {
                    next.getAndSet(() -> {}).run();
                  }
                  return result;
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }

    @Override
    public TimerRegister timers() {
      return transaction.timers();
    }

    @Override
    public LadderRegister ladder() {
      return transaction.ladder();
    }

    @Override
    public Outbox outbox() {
      return transaction.outbox();
    }

    @Override
    public SuppressionRegister suppressions() {
      return transaction.suppressions();
    }

    @Override
    public TaskRegister tasks() {
      return transaction.tasks();
    }

    @Override
    public AuditLog audit() {
      return transaction.audit();
    }

    @Override
    public LimitRegister limits() {
      return transaction.limits();
    }

    @Override
    public NodeRegister nodes() {
      return transaction.nodes();
    }
  }
}
