package io.delist.spring.portal;

import io.delist.bounce.BounceCandidate;
import io.delist.workflow.AddressReport;
import io.delist.workflow.Refusal;
import io.delist.workflow.RuleTexts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the form shows: what was typed, what is wrong with it, what stands against it. */
final class FormView {

  static final String BOUNCE = "bounce";
  static final String CHALLENGE = "challenge";
  private static final String SPECIAL_PURPOSE = "special-purpose";

  private final Map<String, Object> model = new HashMap<>();
  private final Texts texts;
  private final Visitor visitor;

  FormView(Texts texts, Visitor visitor, String email, String ip) {
    this.texts = texts;
    this.visitor = visitor;
    model.put("email", email);
    model.put("ip", ip);
    model.put("errors", Map.of());
  }

  FormView problems(List<FieldProblem> problems) {
    Map<String, Object> errors = new HashMap<>();
    problems.forEach(
        problem ->
            errors.put(
                problem.field(),
                Map.of(
                    "text", texts.of(visitor.language(), problem.key()),
                    "detail", problem.detail())));
    model.put("errors", errors);
    return postedForm();
  }

  /** What was read from a pasted bounce, and where. */
  FormView readFrom(BounceCandidate best) {
    String key = best.email() == null ? "form.read.noEmail" : "form.read";
    model.put("readFrom", texts.of(visitor.language(), key));
    model.put("evidence", best.evidence());
    return postedForm();
  }

  /** A bounce in which nothing was found. */
  FormView unreadBounce(String bounce) {
    model.put(BOUNCE, bounce);
    String key = bounce.isBlank() ? "problem.bounce.missing" : "problem.bounce.nothing";
    return problems(List.of(new FieldProblem(BOUNCE, key, "")));
  }

  /** A reference that is none of ours. */
  FormView badReference() {
    model.put("badReference", true);
    return this;
  }

  /** Where the address stands on the list; null if nothing can be said now. */
  FormView report(@Nullable AddressReport report) {
    if (report != null) {
      model.put("report", ReportView.of(report, texts, visitor));
    }
    return this;
  }

  /** A rule stands against it: at the field if it is the address's own nature, else above. */
  FormView refusal(Refusal refusal) {
    String text = RuleTexts.text(refusal, visitor.language());
    String door = RuleTexts.door(refusal, visitor.language());
    if (refusal.rule().equals(SPECIAL_PURPOSE)) {
      model.put("errors", Map.of(Wish.IP, Map.of("text", text + " " + door, "detail", "")));
    } else {
      model.put("notice", Map.of("rule", refusal.rule(), "text", text, "door", door));
    }
    return postedForm();
  }

  /** Earlier delistings, where a refusal already says where the address stands. */
  FormView delistedBefore(AddressReport report) {
    List<Map<String, Object>> before = new ArrayList<>(ReportView.delistedBefore(report));
    if (!before.isEmpty()) {
      model.put("delistedBefore", before);
    }
    return this;
  }

  /** What the page's script has to solve before the form is sent. */
  FormView challenge(String json) {
    model.put(CHALLENGE, json);
    return this;
  }

  /** The language link must be a GET that there is. */
  private FormView postedForm() {
    model.put("languageLink", visitor.base() + "/?");
    return this;
  }

  Map<String, Object> model() {
    return model;
  }
}
