package io.delist.examples.portal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Makes {@code delist.data-dir} and puts the sample list into it, once: whoever edits the list
 * keeps what was edited.
 */
final class DataDirectory implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  private static final String NAME = "delist.data-dir";
  private static final String SAMPLE = "sample-list.txt";
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    ConfigurableEnvironment environment = context.getEnvironment();
    Path directory = Path.of(environment.getRequiredProperty(NAME)).toAbsolutePath().normalize();
    // H2 takes no path that is relative without saying so.
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("data directory", Map.of(NAME, directory.toString())));
    try {
      create(directory);
      Path sample = directory.resolve(SAMPLE);
      if (Files.notExists(sample)) {
        copySample(sample);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          NAME
              + " "
              + directory
              + " cannot be written; set it to a directory that can, for example"
              + " --delist.data-dir=/var/lib/delist",
          e);
    }
  }

  /** It holds mailboxes and the key: a new one is for its owner alone, where there are owners. */
  private static void create(Path directory) throws IOException {
    boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    Files.createDirectories(
        directory, posix ? new FileAttribute<?>[] {OWNER_ONLY} : new FileAttribute<?>[0]);
  }

  private static void copySample(Path target) throws IOException {
    try (InputStream sample = DataDirectory.class.getResourceAsStream("/" + SAMPLE)) {
      if (sample == null) {
        throw new IOException("the application has no " + SAMPLE);
      }
      Files.copy(sample, target);
    }
  }
}
