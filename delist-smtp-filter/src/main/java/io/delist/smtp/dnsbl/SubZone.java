package io.delist.smtp.dnsbl;

import io.delist.blocklist.Source;
import java.util.Set;

/** A zone below the zone that holds what some sources list. */
record SubZone(String label, Set<Source> sources) {

  private static final int LEAST_CHARS = 2;

  /**
   * @throws IllegalArgumentException if the label could be part of an address, or is none
   */
  SubZone {
    DomainName.checkLabel("sub-zone " + label, label);
    boolean couldBeOctet = label.length() <= 3 && label.chars().allMatch(c -> c >= '0' && c <= '9');
    if (label.length() < LEAST_CHARS || couldBeOctet) {
      throw new IllegalArgumentException(
          "sub-zone "
              + label
              + " reads like a part of an address; name it with two characters or more, one of them"
              + " a letter, for example drop");
    }
    if (sources.isEmpty()) {
      throw new IllegalArgumentException(
          "sub-zone " + label + " has no source and would list nothing; name one, as in feed:drop");
    }
    sources = Set.copyOf(sources);
  }

  /** Whether this label of the name is its own. */
  boolean isNamedBy(Query query, int labelIndex) {
    if (query.labelLength(labelIndex) != label.length()) {
      return false;
    }
    for (int i = 0; i < label.length(); i++) {
      if (Wire.lower(query.labelOctet(labelIndex, i)) != Wire.lower((byte) label.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
