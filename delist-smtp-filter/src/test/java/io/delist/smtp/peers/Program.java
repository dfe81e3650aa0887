package io.delist.smtp.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program of this machine to its end. */
public final class Program {

  private static final long PATIENCE_SECONDS = 60;

  /** What a program left: its exit status, and both outputs together. */
  public record Result(int status, String output) {

    /** The output, if the program went well. */
    public String orThrow() {
      if (status != 0) {
        throw new AssertionError("exit status " + status + ": " + output);
      }
      return output;
    }
  }

  private Program() {}

  public static Result run(String... command) {
    try {
      Path output = Files.createTempFile("program", ".out");
      try {
        Process process =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new java.io.File("/dev/null"))
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new AssertionError("no end after a minute: " + List.of(command));
        }
        return new Result(
            process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1));
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
