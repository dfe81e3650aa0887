package io.delist.spring;

import io.delist.net.IpPrefix;
import java.util.ArrayList;
import java.util.List;

/** Reads properties that hold prefixes. */
final class Prefixes {

  private Prefixes() {}

  /** The prefixes of an indexed property, each at its own index in what goes wrong. */
  static List<IpPrefix> read(String property, List<String> texts) {
    List<IpPrefix> prefixes = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      prefixes.add(
          InvalidPropertyException.reading(
              property + "[" + i + "]", text, () -> IpPrefix.parse(text)));
    }
    return List.copyOf(prefixes);
  }
}
