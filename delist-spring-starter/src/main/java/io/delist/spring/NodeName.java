package io.delist.spring;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** This node's name among all that share the store. */
final class NodeName {

  private static final int LONGEST_CHARS = 100;

  private NodeName() {}

  static String of(DelistProperties properties) {
    String node = properties.node();
    if (node == null) {
      return hostName();
    }
    if (node.isBlank() || node.length() > LONGEST_CHARS || !isPrintable(node)) {
      throw new InvalidPropertyException(
          "delist.node",
          node,
          "it must be 1 to " + LONGEST_CHARS + " printable ASCII characters, as in mx1");
    }
    return node;
  }

  private static boolean isPrintable(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
