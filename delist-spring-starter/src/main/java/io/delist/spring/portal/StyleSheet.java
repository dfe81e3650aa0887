package io.delist.spring.portal;

import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The one style sheet. */
@Controller
final class StyleSheet {

  private static final String NAME = "delist.css";

  private final FixedFile file = new FixedFile(NAME, "css");

  /** Its name with its fingerprint, below the portal's base. */
  String link() {
    return file.link();
  }

  @GetMapping("${delist.portal.base-path:}/" + NAME)
  ResponseEntity<String> css() {
    return file.response();
  }
}
