package io.delist.blocklist;

import io.delist.net.IpPrefix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Steps of a list, as a test would write them down; {@link #toString()} gives them as code. Times
 * are seconds after {@link Replay#START}.
 */
final class History {

  /** An entry with this end has none. */
  static final int NEVER = -1;

  /** What is done, and the same step with less in it. */
  private record Step(String code, Consumer<Replay> act, Supplier<List<Step>> smaller) {}

  private final List<Step> steps = new ArrayList<>();

  private History add(String name, String arguments, Consumer<Replay> act) {
    steps.add(new Step(name + "(" + arguments + ")", act, List::of));
    return this;
  }

  History list(String prefix, String source, int code, int listed, int evidence, int end) {
    String arguments =
        String.join(", ", quoted(prefix), quoted(source), "" + code, "" + listed, "" + evidence);
    ListingTerms terms = Replay.terms(source, code, listed, evidence, end);
    Listing listing = new Listing(IpPrefix.parse(prefix), terms);
    return add(
        "list", arguments + ", " + text(end), replay -> replay.apply(new Change.Listed(listing)));
  }

  History unlist(String prefix, String source) {
    Change change = new Change.Unlisted(IpPrefix.parse(prefix), new Source(source));
    return add("unlist", quoted(prefix, source), replay -> replay.apply(change));
  }

  History exempt(String prefix, int cutoff, int end) {
    Change change =
        new Change.Exempted(
            new Exemption(
                IpPrefix.parse(prefix), Replay.at(cutoff), end == NEVER ? null : Replay.at(end)));
    String arguments = quoted(prefix) + ", " + cutoff + ", " + text(end);
    return add("exempt", arguments, replay -> replay.apply(change));
  }

  History endExemption(String prefix) {
    Change change = new Change.ExemptionEnded(IpPrefix.parse(prefix));
    return add("endExemption", quoted(prefix), replay -> replay.apply(change));
  }

  History allow(String prefix) {
    Change change = new Change.Allowed(new AllowEntry(IpPrefix.parse(prefix), "test"));
    return add("allow", quoted(prefix), replay -> replay.apply(change));
  }

  History disallow(String prefix) {
    Change change = new Change.Disallowed(IpPrefix.parse(prefix));
    return add("disallow", quoted(prefix), replay -> replay.apply(change));
  }

  /** A source lists these prefixes and no other. */
  History replace(String source, int code, int listed, String... prefixes) {
    steps.add(replacement(source, code, listed, List.of(prefixes)));
    return this;
  }

  private static Step replacement(String source, int code, int listed, List<String> prefixes) {
    String arguments =
        Stream.concat(
                Stream.of(quoted(source), "" + code, "" + listed),
                quotes(prefixes.toArray(new String[0])))
            .collect(Collectors.joining(", "));
    ListingTerms terms = Replay.terms(source, code, listed, listed, NEVER);
    List<IpPrefix> content = prefixes.stream().map(IpPrefix::parse).toList();
    return new Step(
        "replace(" + arguments + ")",
        replay -> replay.replace(terms, content),
        () -> withoutOne(prefixes).map(p -> replacement(source, code, listed, p)).toList());
  }

  private static Stream<List<String>> withoutOne(List<String> all) {
    return IntStream.range(0, all.size())
        .mapToObj(
            left -> {
              List<String> rest = new ArrayList<>(all);
              rest.remove(left);
              return rest;
            });
  }

  /** So many listings, each on its own terms, come in one revision and go in the next. */
  History churn(int listings) {
    return add("churn", "" + listings, replay -> replay.churn(listings));
  }

  /** The clock goes on to this second, if it is not there yet. */
  History moveTo(int second) {
    return add("moveTo", "" + second, replay -> replay.moveTo(second));
  }

  /** Readers see what was done so far; every edge is compared. */
  History publish() {
    return add("publish", "", Replay::publish);
  }

  private static String text(int end) {
    return end == NEVER ? "History.NEVER" : "" + end;
  }

  private static Stream<String> quotes(String... texts) {
    return Arrays.stream(texts).map(text -> '"' + text + '"');
  }

  private static String quoted(String... texts) {
    return quotes(texts).collect(Collectors.joining(", "));
  }

  /**
   * Plays the steps on the list and on the scan, and compares at each {@link #publish()} and at the
   * end.
   *
   * @throws AssertionError if they differ
   */
  Replay play() {
    Replay replay = new Replay();
    steps.forEach(step -> step.act().accept(replay));
    replay.publish();
    replay.compareKept();
    return replay;
  }

  /** Whether it plays to the end. */
  boolean holds() {
    try {
      play();
      return true;
    } catch (AssertionError | RuntimeException e) {
      return false;
    }
  }

  /** A shorter history for which this is true too, of which no step can be left out. */
  History shortest(Predicate<History> still) {
    History shortest = this;
    for (int chunk = steps.size(); chunk > 0; chunk /= 2) {
      for (int from = 0; from < shortest.steps.size(); from += chunk) {
        History shorter = new History();
        shorter.steps.addAll(shortest.steps);
        shorter.steps.subList(from, Math.min(from + chunk, shorter.steps.size())).clear();
        if (still.test(shorter)) {
          shortest = shorter;
          from -= chunk;
        }
      }
    }
    for (int i = 0; i < shortest.steps.size(); i++) {
      shortest = shortest.smallerAt(i, still);
    }
    return shortest;
  }

  /** This, with the step at this place as small as it can be. */
  private History smallerAt(int place, Predicate<History> still) {
    for (Step step : steps.get(place).smaller().get()) {
      History smaller = new History();
      smaller.steps.addAll(steps);
      smaller.steps.set(place, step);
      if (still.test(smaller)) {
        return smaller.smallerAt(place, still);
      }
    }
    return this;
  }

  /** Code that plays this history. */
  @Override
  public String toString() {
    return steps.stream()
        .map(step -> "\n        ." + step.code())
        .collect(Collectors.joining("", "    new History()", "\n        .play();\n"));
  }
}
