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

/** The script of the human check: the only one there is, and only pages with the check name it. */
@Controller
final class HumanScript {

  private static final String FILE = "human-check.js";
  private static final Duration KEPT = Duration.ofDays(30);

  private final String text;
  private final String version;

  HumanScript() {
    try (InputStream in = HumanScript.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is missing beside " + HumanScript.class);
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
  ResponseEntity<String> script() {
    return ResponseEntity.ok()
        .contentType(new MediaType("text", "javascript", StandardCharsets.UTF_8))
        .cacheControl(CacheControl.maxAge(KEPT).cachePublic())
        .header("X-Content-Type-Options", "nosniff")
        .body(text);
  }
}
