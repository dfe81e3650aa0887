package io.delist.workflow;

import io.delist.blocklist.Guard;
import io.delist.blocklist.Objection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What became of a change to the list. */
public sealed interface ListOutcome {

  /**
   * It stands.
   *
   * @param revision the list's revision with it
   * @param changes how many entries it changed; 0 if all was so already
   */
  record Done(long revision, int changes) implements ListOutcome {}

  /** Nothing was changed. */
  sealed interface Unchanged extends ListOutcome {

    /** What stands against it and what would be right. */
    String why();
  }

  /**
   * A guard, the allowlist or other listings stand against it.
   *
   * @param why what stands against it and what would be right
   * @param guard which guard it is, or null if none
   */
  record Refused(String why, @Nullable Guard guard) implements Unchanged {

    /** By no guard. */
    public Refused(String why) {
      this(why, null);
    }

    static Refused by(Objection objection) {
      return new Refused(objection.text(), objection.guard());
    }
  }

  /**
   * Guards hold the list that a source is to have; what it listed before goes on serving.
   *
   * @param objections what they have against it, the weightiest first; at least one
   * @param counts the list before, and as it would be
   * @param fingerprint identifies the list to an operator who accepts it
   */
  record Held(List<Objection> objections, SourceCounts counts, String fingerprint)
      implements Unchanged {

    public Held {
      objections = List.copyOf(objections);
    }

    @Override
    public String why() {
      return objections.stream().map(Objection::text).collect(Collectors.joining("; "));
    }
  }

  /** There is nothing to take off. */
  record NotListed(String why) implements Unchanged {}
}
