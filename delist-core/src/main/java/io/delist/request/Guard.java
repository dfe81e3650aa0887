package io.delist.request;

import io.delist.request.ListingEvent.Reported;
import io.delist.request.RequestEvent.Appealed;
import io.delist.request.RequestEvent.Confirmed;
import io.delist.request.RequestEvent.WrongCode;

/** When a row of a table holds, besides its state and its event; the words are the diagram's. */
enum Guard {
  ALWAYS("") {
    @Override
    boolean holds(Object event, RequestPolicy policy) {
      return true;
    }
  },
  AT_ONCE("low on the ladder") {
    @Override
    boolean holds(Object event, RequestPolicy policy) {
      return rung(event, policy) == Rung.AT_ONCE;
    }
  },
  AFTER_HOLD("on the hold's step") {
    @Override
    boolean holds(Object event, RequestPolicy policy) {
      return rung(event, policy) == Rung.HOLD;
    }
  },
  AFTER_REVIEW("on the review's step") {
    @Override
    boolean holds(Object event, RequestPolicy policy) {
      return rung(event, policy) == Rung.REVIEW;
    }
  },
  MORE_CODES("not the last") {
    @Override
    boolean holds(Object event, RequestPolicy policy) {
      return event instanceof WrongCode wrong && !wrong.last();
    }
  },
  LAST_CODE("the last") {
    @Override
    boolean holds(Object event, RequestPolicy policy) {
      return event instanceof WrongCode wrong && wrong.last();
    }
  },
  APPEAL_LEFT("appeal left") {
    @Override
    boolean holds(Object event, RequestPolicy policy) {
      return event instanceof Appealed appealed && appealed.before() < policy.review().appeals();
    }
  },
  NEWER("newer than the removal") {
    @Override
    boolean holds(Object event, RequestPolicy policy) {
      return event instanceof Reported reported && reported.isNewer();
    }
  },
  OLDER("not newer") {
    @Override
    boolean holds(Object event, RequestPolicy policy) {
      return event instanceof Reported reported && !reported.isNewer();
    }
  };

  private final String words;

  Guard(String words) {
    this.words = words;
  }

  abstract boolean holds(Object event, RequestPolicy policy);

  String words() {
    return words;
  }

  private static Rung rung(Object event, RequestPolicy policy) {
    return policy.ladder().rung(event instanceof Confirmed confirmed ? confirmed.step() : 0);
  }
}
