package io.delist.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {

  private static final RequestId REQUEST = new RequestId(1, 2);

  @TempDir Path directory;

  @Test
  void theFirstStartMakesAKeyAndTheNextReadsIt() throws IOException {
    Path file = directory.resolve("data").resolve("keys");
    KeyRing first = KeyFile.loadOrCreate(file, new Random(1));
    KeyRing second = KeyFile.loadOrCreate(file, new Random(2));
    assertThat(first.primaryKeyId()).isEqualTo("k1");
    assertThat(code(second)).isEqualTo(code(first));
    assertThat(filesIn(file.getParent())).as("nothing is left beside it").containsExactly("keys");
  }

  @Test
  void eachFileGetsAKeyOfItsOwn() throws IOException {
    SecureRandom random = new SecureRandom();
    KeyRing one = KeyFile.loadOrCreate(directory.resolve("one"), random);
    KeyRing two = KeyFile.loadOrCreate(directory.resolve("two"), random);
    assertThat(token(one)).isNotEqualTo(token(two));
  }

  @Test
  void onlyTheOwnerCanReadIt() throws IOException {
    assumeThat(Files.getFileStore(directory).supportsFileAttributeView("posix")).isTrue();
    Path file = directory.resolve("keys");
    KeyFile.loadOrCreate(file, new Random(1));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aFileThatOthersCanReadIsUsedAndWarnedOf() throws IOException {
    assumeThat(Files.getFileStore(directory).supportsFileAttributeView("posix")).isTrue();
    Path file = directory.resolve("keys");
    KeyFile.loadOrCreate(file, new Random(1));
    assertThat(logOf(() -> KeyFile.loadOrCreate(file, new Random(1)))).isEmpty();

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(logOf(() -> KeyFile.loadOrCreate(file, new Random(1))))
        .contains("WARN", file.toString(), "chmod 600");
  }

  @Test
  void aMalformedFileIsNamedWithItsLineAndLeftAsItIs() throws IOException {
    Path file = directory.resolve("keys");
    String text = "k1 primary " + TestKeys.base64("k1") + "\nk2 primery nonsense\n";
    Files.writeString(file, text);
    assertThatThrownBy(() -> KeyFile.loadOrCreate(file, new Random(1)))
        .isInstanceOf(KeyRingException.class)
        .hasMessageStartingWith("key file " + file + ": line 2: this is not a key; write it as")
        .hasMessageEndingWith("; the file is left as it is");
    assertThat(file).hasContent(text);
  }

  @Test
  void anEmptyFileIsNotTakenForAMissingOne() throws IOException {
    Path file = Files.createFile(directory.resolve("keys"));
    assertThatThrownBy(() -> KeyFile.loadOrCreate(file, new Random(1)))
        .hasMessageContainingAll(file.toString(), "no primary key", "openssl rand");
    assertThat(file).isEmptyFile();
  }

  @Test
  void aFileThatIsNotTextIsNamed() throws IOException {
    Path file = Files.write(directory.resolve("keys"), new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThatThrownBy(() -> KeyFile.loadOrCreate(file, new Random(1)))
        .isInstanceOf(KeyRingException.class)
        .hasMessageContainingAll(file.toString(), "not text");
  }

  @Test
  void processesThatStartTogetherUseOneKey() throws Exception {
    int starters = 8;
    for (int round = 0; round < 20; round++) {
      Path file = directory.resolve("keys-" + round);
      CyclicBarrier barrier = new CyclicBarrier(starters);
      ExecutorService threads = Executors.newFixedThreadPool(starters);
      try {
        List<Future<String>> tokens = new ArrayList<>();
        for (int i = 0; i < starters; i++) {
          RandomGenerator random = new Random(i);
          tokens.add(
              threads.submit(
                  () -> {
                    barrier.await();
                    return token(KeyFile.loadOrCreate(file, random));
                  }));
        }
        Set<String> different = new HashSet<>();
        for (Future<String> token : tokens) {
          different.add(token.get());
        }
        assertThat(different).as("a process signs with a key that is not in the file").hasSize(1);
      } finally {
        threads.shutdownNow();
      }
    }
  }

  private static String code(KeyRing ring) {
    return new ConfirmationCodes(ring, "portal").codeFor(REQUEST, ring.primaryKeyId());
  }

  private static String token(KeyRing ring) {
    return new TokenSigner(ring, "portal").sign(new byte[] {1});
  }

  private static List<String> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private interface Loading {
    KeyRing load() throws IOException;
  }

  private static String logOf(Loading loading) throws IOException {
    PrintStream before = System.err;
    ByteArrayOutputStream caught = new ByteArrayOutputStream();
    System.setErr(new PrintStream(caught, true, StandardCharsets.UTF_8));
    try {
      loading.load();
    } finally {
      System.setErr(before);
    }
    return caught.toString(StandardCharsets.UTF_8);
  }
}
