package io.delist.spring.portal;

import io.delist.request.ReviewPolicy;
import io.delist.retention.RetentionPolicy;
import io.delist.store.Casework;
import io.delist.store.DelistRequest;
import io.delist.store.RequestState;
import io.delist.workflow.Refusal;
import io.delist.workflow.RequestStatus;
import io.delist.workflow.RuleTexts;
import java.time.Instant;
import java.util.Map;

/** What the status page says of a removal that waits or was refused. */
final class WaitView {

  private final ReviewPolicy reviews;
  private final RetentionPolicy retention;

  WaitView(ReviewPolicy reviews, RetentionPolicy retention) {
    this.reviews = reviews;
    this.retention = retention;
  }

  void add(RequestStatus status, Visitor visitor, Map<String, Object> view) {
    DelistRequest request = status.request();
    Casework casework = request.casework();
    if (request.state() == RequestState.HELD) {
      view.put("heldUntil", ReportView.time(casework.heldUntil()));
    }
    if (request.state() == RequestState.IN_REVIEW) {
      view.put("reviewOverdue", casework.lateness() == Casework.Lateness.BREACH);
      Instant since = casework.reviewSince();
      if (since != null) {
        view.put("reviewUsual", ReportView.time(since.plus(reviews.warnAfter())));
        view.put("reviewLatest", ReportView.time(since.plus(reviews.breachAfter())));
      }
      view.put("question", casework.question());
      view.put("answer", casework.answer());
      view.put("answerWanted", casework.isAnswerWanted());
    }
    if (request.state() == RequestState.REFUSED) {
      Refusal refusal = status.refusal();
      view.put("rule", refusal.rule());
      view.put("ruleText", RuleTexts.text(refusal, visitor.language()));
      view.put("ruleDoor", RuleTexts.door(refusal, visitor.language()));
      view.put("reason", casework.refusal());
      view.put("canAppeal", status.canAppeal());
      view.put("appealUntil", ReportView.time(request.stateSince().plus(retention.mailbox())));
    }
  }
}
