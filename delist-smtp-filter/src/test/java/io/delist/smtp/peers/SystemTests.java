package io.delist.smtp.peers;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a test that drives programs of this machine needs. Where something is missing the test is
 * skipped and says so; where {@code CI=true} it fails, since there everything should be.
 */
public final class SystemTests {

  private static final List<String> DIRECTORIES =
      List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

  private SystemTests() {}

  /** Programs by name, and root, as which Postfix has to be started. */
  public static void requireRootAnd(String... programs) {
    List<String> missing = new ArrayList<>();
    if (!"root".equals(System.getProperty("user.name"))) {
      missing.add("to be run as root");
    }
    for (String program : programs) {
      if (!isThere(program)) {
        missing.add(program);
      }
    }
    require(missing);
  }

  /** Programs by name. */
  public static void require(String... programs) {
    require(List.of(programs).stream().filter(program -> !isThere(program)).toList());
  }

  /** A program that the script unpacks beside the system's. */
  public static void requireFile(Path program) {
    require(Files.isExecutable(program) ? List.of() : List.of(program.toString()));
  }

  private static void require(List<String> missing) {
    if (missing.isEmpty()) {
      return;
    }
    String message =
        "this system test needs "
            + String.join(", ", missing)
            + "; .ci/install-system-test-tools installs the programs";
    if ("true".equals(System.getenv("CI"))) {
      fail(message);
    }
    abort(message);
  }

  private static boolean isThere(String program) {
    return DIRECTORIES.stream().anyMatch(d -> Files.isExecutable(Path.of(d, program)));
  }
}
