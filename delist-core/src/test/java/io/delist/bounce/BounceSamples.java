package io.delist.bounce;

import io.delist.token.KeyRing;
import io.delist.token.ReferenceSigner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The bounces under src/test/resources/bounces, and the signer of the references in them. */
final class BounceSamples {

  static final String REFERENCE = "k1.FMsAcQkAAAAAAAcAawQqwLrzQGzRC0xjV5T7VNLuTh4";
  static final String REFERENCE_V6 =
      "k1.FiABDbgAAAAAAAAAAAAAACUAAAAAAAcAawQqwAlfavOKQm1KjzpEf-ZwjrA";

  /** What is expected of the best candidate; a dash is nothing. */
  record Expected(
      String file, int count, String address, String email, String code, String reference) {

    static Expected parse(String line) {
      String[] fields = line.split(" \\| ", -1);
      int count = Integer.parseInt(fields[1]);
      return new Expected(fields[0], count, fields[2], fields[3], fields[4], fields[5]);
    }
  }

  private BounceSamples() {}

  /** A key that everybody can compute. */
  static ReferenceSigner signer(String audience) {
    try {
      byte[] secret =
          MessageDigest.getInstance("SHA-256")
              .digest("delist test key k1".getBytes(StandardCharsets.US_ASCII));
      return new ReferenceSigner(KeyRing.of("k1", secret), audience);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  static Stream<Expected> expected() {
    return Arrays.stream(new String(bytes("EXPECTED"), StandardCharsets.UTF_8).split("\n"))
        .filter(line -> !line.startsWith("#"))
        .map(Expected::parse);
  }

  static List<String> files() {
    try (Stream<Path> files = Files.list(directory())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(String file) {
    try {
      return Files.readAllBytes(directory().resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path directory() {
    try {
      return Path.of(BounceSamples.class.getResource("/bounces").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a resource's URL is a URI", e);
    }
  }
}
