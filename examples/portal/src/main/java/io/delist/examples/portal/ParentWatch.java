package io.delist.examples.portal;

import java.util.concurrent.CompletableFuture;

/**
 * Ends this process when the one that started it ends, if {@code -Dexample.end-with-parent=true}
 * asks for it: a killed Maven then leaves no portal behind that holds the ports.
 */
final class ParentWatch {

  private ParentWatch() {}

  static void begin() {
    if (Boolean.getBoolean("example.end-with-parent")) {
      ProcessHandle.current().parent().ifPresent(ParentWatch::endWith);
    }
  }

  private static void endWith(ProcessHandle parent) {
    CompletableFuture<Void> unused = parent.onExit().thenRun(() -> System.exit(0));
  }
}
