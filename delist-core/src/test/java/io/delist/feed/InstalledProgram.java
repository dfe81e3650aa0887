package io.delist.feed;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A program of the system that reads what we write. */
final class InstalledProgram {

  private static final List<String> DIRECTORIES = List.of("/usr/sbin", "/usr/bin");

  private InstalledProgram() {}

  /** Its path. Where it is missing the test is skipped; with {@code CI=true} it fails. */
  static String path(String name) {
    for (String directory : DIRECTORIES) {
      Path path = Path.of(directory, name);
      if (Files.isExecutable(path)) {
        return path.toString();
      }
    }
    String missing =
        name + " is not in " + DIRECTORIES + "; .ci/install-system-test-tools installs it";
    if ("true".equals(System.getenv("CI"))) {
      fail(missing);
    }
    return abort(missing);
  }
}
