package io.delist.spring.portal;

import io.delist.workflow.Refusal;
import io.delist.workflow.RuleTexts;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Words the API's refusals. */
final class Problems {

  private final Texts texts;

  Problems(Texts texts) {
    this.texts = texts;
  }

  /** Fields that cannot be read: 422. */
  ResponseEntity<String> malformed(List<FieldProblem> problems, Visitor visitor) {
    return Json.problem(
        HttpStatus.UNPROCESSABLE_CONTENT,
        texts.of(visitor.language(), "problem.fields"),
        null,
        null,
        problems.stream().map(problem -> error(problem, visitor)).toList(),
        new HttpHeaders());
  }

  private Json.FieldError error(FieldProblem problem, Visitor visitor) {
    String text = texts.of(visitor.language(), problem.key());
    return new Json.FieldError(
        problem.field(), problem.detail().isEmpty() ? text : text + " " + problem.detail());
  }

  /** A rule stands against it. */
  ResponseEntity<String> refused(
      HttpStatus status, Refusal refusal, Visitor visitor, HttpHeaders headers) {
    return Json.problem(
        status,
        RuleTexts.text(refusal, visitor.language()),
        refusal.rule(),
        RuleTexts.door(refusal, visitor.language()),
        null,
        headers);
  }

  ResponseEntity<String> plain(HttpStatus status, String key, Visitor visitor) {
    return Json.problem(status, texts.of(visitor.language(), key));
  }

  ResponseEntity<String> unavailable(Visitor visitor) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.RETRY_AFTER, PageTroubles.RETRY_AFTER_SECONDS);
    return Json.problem(
        HttpStatus.SERVICE_UNAVAILABLE,
        texts.of(visitor.language(), "unavailable.lead"),
        null,
        null,
        null,
        headers);
  }
}
