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
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The one style sheet. Pages name it with its fingerprint, so browsers may keep it. */
@Controller
final class StyleSheet {

  private static final String FILE = "delist.css";
  private static final Duration KEPT = Duration.ofDays(30);

  private final String text;
  private final String version;

  StyleSheet() {
    try (InputStream in = StyleSheet.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is missing beside " + StyleSheet.class);
      }
      this.text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.version = HexFormat.of().formatHex(Fingerprints.sha256(text), 0, 4);
  }

  /** Its name with its fingerprint, below the portal's base. */
  String link() {
    return FILE + "?v=" + version;
  }

  @GetMapping("${delist.portal.base-path:}/" + FILE)
  ResponseEntity<String> css() {
    return ResponseEntity.ok()
        .contentType(new MediaType("text", "css", StandardCharsets.UTF_8))
        .cacheControl(CacheControl.maxAge(KEPT).cachePublic())
        .header("X-Content-Type-Options", "nosniff")
        .body(text);
  }
}
