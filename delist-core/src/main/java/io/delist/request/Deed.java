package io.delist.request;

import io.delist.store.MailKind;
import io.delist.store.TimerKind;
import java.time.Instant;
import java.util.List;

/** The words for effects in the tables, and what each comes to at a time. */
enum Deed {
  EXEMPT {
    @Override
    List<Effect> at(Instant now, RequestPolicy policy) {
      return List.of(new Effect.Exempt());
    }
  },
  SOFTEN {
    @Override
    List<Effect> at(Instant now, RequestPolicy policy) {
      return policy.softFor().isZero()
          ? List.of()
          : List.of(new Effect.Soften(now.plus(policy.softFor())));
    }
  },
  HARDEN {
    @Override
    List<Effect> at(Instant now, RequestPolicy policy) {
      return List.of(new Effect.Harden());
    }
  },
  START_HOLD {
    @Override
    List<Effect> at(Instant now, RequestPolicy policy) {
      return List.of(new Effect.SetTimer(TimerKind.HOLD_OVER, now.plus(policy.ladder().hold())));
    }
  },
  START_REVIEW {
    @Override
    List<Effect> at(Instant now, RequestPolicy policy) {
      return List.of(
          new Effect.SetTimer(TimerKind.REVIEW_LATE, now.plus(policy.review().warnAfter())),
          new Effect.SetTimer(TimerKind.REVIEW_BREACH, now.plus(policy.review().breachAfter())));
    }
  },
  START_PROBATION {
    @Override
    List<Effect> at(Instant now, RequestPolicy policy) {
      return List.of(new Effect.SetTimer(TimerKind.PROBATION_OVER, now.plus(policy.probation())));
    }
  },
  STOP_TIMERS {
    @Override
    List<Effect> at(Instant now, RequestPolicy policy) {
      return List.of(new Effect.CancelTimers());
    }
  },
  DROP_LINK {
    @Override
    List<Effect> at(Instant now, RequestPolicy policy) {
      return List.of(new Effect.DropMail(MailKind.CONFIRMATION));
    }
  },
  MAIL_HELD {
    @Override
    List<Effect> at(Instant now, RequestPolicy policy) {
      return mail(MailKind.HELD);
    }
  },
  MAIL_IN_REVIEW {
    @Override
    List<Effect> at(Instant now, RequestPolicy policy) {
      return mail(MailKind.IN_REVIEW);
    }
  },
  MAIL_QUESTION {
    @Override
    List<Effect> at(Instant now, RequestPolicy policy) {
      return mail(MailKind.QUESTION);
    }
  },
  MAIL_REFUSED {
    @Override
    List<Effect> at(Instant now, RequestPolicy policy) {
      return mail(MailKind.REFUSED);
    }
  },
  MAIL_REMOVED {
    @Override
    List<Effect> at(Instant now, RequestPolicy policy) {
      return mail(MailKind.REMOVED);
    }
  },
  MAIL_RELISTED {
    @Override
    List<Effect> at(Instant now, RequestPolicy policy) {
      return mail(MailKind.RELISTED);
    }
  },
  COUNT_DELISTING {
    @Override
    List<Effect> at(Instant now, RequestPolicy policy) {
      return List.of(new Effect.CountDelisting());
    }
  },
  COUNT_STRIKE {
    @Override
    List<Effect> at(Instant now, RequestPolicy policy) {
      return List.of(new Effect.CountStrike());
    }
  };

  abstract List<Effect> at(Instant now, RequestPolicy policy);

  private static List<Effect> mail(MailKind kind) {
    return List.of(new Effect.SendMail(kind));
  }
}
