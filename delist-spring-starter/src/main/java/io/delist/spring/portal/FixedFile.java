package io.delist.spring.portal;

import io.delist.token.Fingerprints;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * A text file of the portal's own. Pages name it with its fingerprint, so browsers may keep it.
 *
 * <p><b>Threads:</b> immutable.
 */
final class FixedFile {

  private static final Duration KEPT = Duration.ofDays(30);

  private final String name;
  private final MediaType type;
  private final String text;
  private final String version;

  /**
   * Reads it.
   *
   * @param name of a file beside this class
   * @param subtype of {@code text/}: {@code css}
   */
  FixedFile(String name, String subtype) {
    try (InputStream in = FixedFile.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing beside " + FixedFile.class);
      }
      this.text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.name = name;
    this.type = new MediaType("text", subtype, StandardCharsets.UTF_8);
    this.version = HexFormat.of().formatHex(Fingerprints.sha256(text), 0, 4);
  }

  /** Its name with its fingerprint, below the portal's base. */
  String link() {
    return name + "?v=" + version;
  }

  ResponseEntity<String> response() {
    return ResponseEntity.ok()
        .contentType(type)
        .cacheControl(CacheControl.maxAge(KEPT).cachePublic())
        .header("X-Content-Type-Options", "nosniff")
        .body(text);
  }
}
