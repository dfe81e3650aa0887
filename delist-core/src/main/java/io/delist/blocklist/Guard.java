package io.delist.blocklist;

/**
 * What stands between a slip of the finger, a broken file or a stolen feed and the mail flow. Every
 * guard is published by its id; whatever one refuses or holds names it.
 *
 * <p>Those about one prefix refuse it, whoever asks. Those about a whole list hold it: the last
 * good list goes on serving until the list is corrected or an operator accepts that very list.
 */
public enum Guard {

  /** {@code 0.0.0.0/0} and {@code ::/0} are never listed, and there is no override. */
  WHOLE_SPACE("whole-space"),

  /** A prefix is too wide; between the two limits an explicit override lets it pass. */
  SHORTEST_PREFIX("shortest-prefix"),

  /** What touches a special-purpose range is never listed, unless it was declared ordinary. */
  SPECIAL_PURPOSE("special-purpose"),

  /** What the allowlist covers is never listed. */
  ALLOWLIST("allowlist"),

  /** A reload empties the list of a source. */
  EMPTY("empty"),

  /** A reload changes too many of the entries of a source. */
  CHANGE_SHARE("change-share"),

  /** A reload multiplies the address space that a source covers. */
  COVERED_SPACE("covered-space"),

  /** A list covers too much of all addresses, the first of a source too. */
  TOTAL_SPACE("total-space"),

  /** A list holds an address that must not be listed, or not one that must be. */
  CANARY("canary");

  private final String id;

  Guard(String id) {
    this.id = id;
  }

  /** What it is known by: lower-case words with dashes. */
  public String id() {
    return id;
  }

  @Override
  public String toString() {
    return id;
  }
}
