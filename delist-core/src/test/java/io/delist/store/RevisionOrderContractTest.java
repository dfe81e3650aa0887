package io.delist.store;

import static io.delist.store.Samples.DROP;
import static io.delist.store.Samples.listed;
import static org.assertj.core.api.Assertions.assertThat;

import io.delist.blocklist.Change;
import io.delist.net.IpAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RevisionOrderContractTest extends StoreContract {

  private static final int WRITERS = 8;
  private static final int REVISIONS_EACH = 25;

  /** What a follower has read, step by step, and how far it says that it has come. */
  private final class Follower {
    private final List<Change> seen = new ArrayList<>();
    private long revision;

    void catchUp() {
      long before = revision;
      revision = read(transaction -> transaction.list().readChanges(revision, seen::add));
      assertThat(revision).isGreaterThanOrEqualTo(before);
    }
  }

  private void writeSome(int writer, List<Long> revisions) {
    for (int i = 0; i < REVISIONS_EACH; i++) {
      int host = (writer << 16) + (i << 8);
      revisions.add(
          write(
              transaction -> {
                // Two steps, so that a revision read in half would show.
                long revision =
                    transaction
                        .list()
                        .apply(
                            List.of(
                                listed(IpAddress.ofV4(0x0A00_0000 + host).toString(), DROP),
                                listed(IpAddress.ofV4(0x0A00_0001 + host).toString(), DROP)));
                transaction.nodes().report("writer" + writer, revision);
                return revision;
              }));
    }
  }

  @Test
  void revisionsHaveNoGapAndFollowersMissNothing() {
    List<Long> revisions = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch writing = new CountDownLatch(WRITERS);
    Threads threads = new Threads();
    List<Follower> followers = List.of(new Follower(), new Follower());
    for (int writer = 0; writer < WRITERS; writer++) {
      int number = writer;
      threads.start(
          () -> {
            try {
              writeSome(number, revisions);
            } finally {
              writing.countDown();
            }
          });
    }
    for (Follower follower : followers) {
      threads.start(
          () -> {
            while (writing.getCount() > 0) {
              follower.catchUp();
            }
            follower.catchUp();
          });
    }
    threads.join();

    long last = (long) WRITERS * REVISIONS_EACH;
    assertThat(revisions)
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, last).boxed().toList());
    List<Change> all = Samples.changesAfter(store(), 0);
    assertThat(all).hasSize((int) last * 2).doesNotHaveDuplicates();
    for (Follower follower : followers) {
      assertThat(follower.seen).as("no change missed, none twice").isEqualTo(all);
      assertThat(follower.revision).isEqualTo(last);
    }
    assertThat(Samples.state(store())).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void oneWaitsWhileAnotherHasTheLock() {
    CountDownLatch locked = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Threads threads = new Threads();
    threads.start(
        () ->
            store()
                .run(
                    transaction -> {
                      transaction.list().lock();
                      locked.countDown();
                      Threads.await(go);
                      transaction.list().apply(List.of(listed("192.0.2.1/32", DROP)));
                    }));
    Threads.await(locked);
    threads.start(
        () ->
            store()
                .run(
                    transaction -> {
                      go.countDown();
                      transaction.list().lock();
                      assertThat(
                              transaction
                                  .list()
                                  .listingsCovering(Samples.listing("192.0.2.1/32", DROP).prefix()))
                          .as("what the other committed")
                          .hasSize(1);
                      transaction.list().apply(List.of(listed("192.0.2.2/32", DROP)));
                    }));
    // The memory store lets the second one begin only after the first.
    if (backend == Backend.MEMORY) {
      go.countDown();
    }
    threads.join();
    assertThat(Samples.changesAfter(store(), 0))
        .isEqualTo(
            IntStream.of(1, 2).mapToObj(host -> listed("192.0.2." + host + "/32", DROP)).toList());
  }
}
