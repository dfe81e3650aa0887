package io.delist.blocklist;

import java.util.regex.Pattern;

/**
 * Who lists: {@code operator}, {@code feed:drop}, {@code detector:trap}. Each source holds at most
 * one listing of a prefix, and a feed is replaced as a whole.
 *
 * @param name lower-case letters, digits and {@code . _ : -}; 1 to 64 characters
 */
public record Source(String name) implements Comparable<Source> {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._:-]{0,63}");

  /** A person, through the operator's verbs. */
  public static final Source OPERATOR = new Source("operator");

  public Source {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a source's name is 1 to 64 of a-z, 0-9 and . _ : - with a letter or digit first,"
              + " for example feed:drop");
    }
  }

  @Override
  public int compareTo(Source other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
