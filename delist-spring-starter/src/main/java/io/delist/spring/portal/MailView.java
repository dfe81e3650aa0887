package io.delist.spring.portal;

import io.delist.store.DelistRequest;
import io.delist.workflow.MailDesk;
import io.delist.workflow.RuleTexts;
import java.util.HashMap;
import java.util.Map;

/** What the page of a request says of its mails, to the browser that asked alone. */
final class MailView {

  private final MailDesk desk;
  private final Texts texts;

  MailView(MailDesk desk, Texts texts) {
    this.desk = desk;
    this.texts = texts;
  }

  Map<String, Object> of(DelistRequest request, Visitor visitor) {
    Map<String, Object> view = new HashMap<>();
    desk.relaysWords(request, visitor.browser()).ifPresent(words -> view.put("relaysWords", words));
    int left = desk.resendsLeft(request, visitor.browser());
    if (left > 0) {
      view.put("resendsLeft", left);
    }
    return view;
  }

  /** What to say of a wish to have the mail sent again. */
  String noticeOf(MailDesk.Resend resend, Visitor visitor) {
    if (resend instanceof MailDesk.Resend.OnItsWay) {
      return texts.of(visitor.language(), "resend.onItsWay");
    }
    if (resend instanceof MailDesk.Resend.StillWaiting) {
      return texts.of(visitor.language(), "resend.stillWaiting");
    }
    if (resend instanceof MailDesk.Resend.TooSoon soon) {
      return texts.of(visitor.language(), "resend.tooSoon", Texts.time(soon.at()));
    }
    if (resend instanceof MailDesk.Resend.Refused refused) {
      return RuleTexts.text(refused.refusal(), visitor.language());
    }
    return texts.of(visitor.language(), "resend.usedUp");
  }
}
