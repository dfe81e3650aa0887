package io.delist.workflow;

import java.util.List;

/**
 * Why a wish was not taken, and where to go instead.
 *
 * @param rule the published id of the rule
 * @param facts what the texts of the rule fill in, in order
 * @param ownText the whole text of an application's own rule, or empty for the rules of {@link
 *     RuleTexts}
 * @param ownDoor where to go instead, of an application's own rule
 */
public record Refusal(String rule, List<String> facts, String ownText, String ownDoor) {

  public Refusal {
    facts = List.copyOf(facts);
  }

  static Refusal of(String rule, String... facts) {
    return new Refusal(rule, List.of(facts), "", "");
  }

  /** The refusal of an application's own rule, in its own words. */
  public static Refusal custom(String rule, String text, String door) {
    return new Refusal(rule, List.of(), text, door);
  }

  /** The same refusal under the id of the rule that made it. */
  Refusal by(String id) {
    return rule.equals(id) ? this : new Refusal(id, facts, ownText, ownDoor);
  }
}
