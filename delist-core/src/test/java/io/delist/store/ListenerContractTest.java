package io.delist.store;

import static io.delist.store.Samples.DROP;
import static io.delist.store.Samples.listed;
import static io.delist.store.Samples.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListenerContractTest extends StoreContract {

  private final List<Long> heard = new ArrayList<>();

  @Test
  void listenersHearTheRevisionOnceItCanBeRead() {
    store()
        .onListChange(
            revision -> {
              heard.add(revision);
              heard.add(revision());
            });
    write(transaction -> transaction.list().apply(List.of(listed("192.0.2.1/32", DROP))));
    store()
        .run(
            transaction -> {
              transaction.list().apply(List.of(listed("192.0.2.2/32", DROP)));
              transaction.list().apply(List.of(listed("192.0.2.3/32", DROP)));
            });
    assertThat(heard).containsExactly(1L, 1L, 3L, 3L);
  }

  @Test
  void listenersHearNothingWhenTheListDidNotChange() {
    store().onListChange(heard::add);
    store().run(transaction -> transaction.requests().insert(request(1, "192.0.2.1", NOON)));
    store().run(transaction -> transaction.list().lock());
    write(transaction -> transaction.list().apply(List.of()));
    read(transaction -> transaction.list().apply(List.of(listed("192.0.2.1/32", DROP))));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                store()
                    .run(
                        transaction -> {
                          transaction.list().apply(List.of(listed("192.0.2.1/32", DROP)));
                          throw new IllegalArgumentException("no");
                        }));
    assertThat(heard).isEmpty();
  }

  @Test
  void aListenerThatThrowsHurtsNobody() {
    store()
        .onListChange(
            revision -> {
              throw new IllegalStateException("a listener's own trouble");
            });
    store().onListChange(heard::add);
    long revision =
        write(transaction -> transaction.list().apply(List.of(listed("192.0.2.1/32", DROP))));
    assertThat(heard).containsExactly(revision);
    assertThat(Samples.state(store())).hasSize(1);
  }
}
