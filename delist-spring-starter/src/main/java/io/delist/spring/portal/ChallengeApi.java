package io.delist.spring.portal;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** A challenge of the human check, for whoever uses the API; 404 where there is no check. */
@Controller
final class ChallengeApi {

  private final HumanGate gate;
  private final Visitors visitors;
  private final Problems problems;

  ChallengeApi(HumanGate gate, Visitors visitors, Problems problems) {
    this.gate = gate;
    this.visitors = visitors;
    this.problems = problems;
  }

  @GetMapping("${delist.portal.base-path:}/api/v1/challenge")
  ResponseEntity<String> challenge(HttpServletRequest request) {
    return gate.challenge()
        .map(
            json ->
                ResponseEntity.ok()
                    .contentType(MediaType.APPLICATION_JSON)
                    .cacheControl(CacheControl.noStore())
                    .header("X-Content-Type-Options", "nosniff")
                    .body(json))
        .orElseGet(() -> problems.plain(HttpStatus.NOT_FOUND, "human.none", visitors.of(request)));
  }
}
