package io.delist.spring.portal;

import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The script of the human check: the only one there is, and only pages with the check name it. */
@Controller
final class HumanScript {

  private static final String NAME = "human-check.js";

  private final FixedFile file = new FixedFile(NAME, "javascript");

  /** Its name with its fingerprint, below the portal's base. */
  String link() {
    return file.link();
  }

  @GetMapping("${delist.portal.base-path:}/" + NAME)
  ResponseEntity<String> script() {
    return file.response();
  }
}
