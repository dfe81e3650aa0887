package io.delist.store.memory;

import java.util.ArrayDeque;
import java.util.Deque;

/** How to undo what the running transaction has done, the last thing first. */
final class Journal {

  private final Deque<Runnable> undo = new ArrayDeque<>();

  void onRollback(Runnable step) {
    undo.push(step);
  }

  void rollback() {
    while (!undo.isEmpty()) {
      undo.pop().run();
    }
  }

  void commit() {
    undo.clear();
  }
}
