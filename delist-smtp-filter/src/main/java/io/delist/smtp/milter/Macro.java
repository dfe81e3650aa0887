package io.delist.smtp.milter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The macros that are read. All others are dropped as they come. */
enum Macro {
  /** The mail server's own name. */
  HOST("j"),
  /** Which of the mail server's listeners it is. */
  DAEMON("daemon_name"),
  /** There if the session is encrypted. */
  TLS_VERSION("tls_version"),
  /** What the mail server calls the message. */
  QUEUE_ID("i"),
  /** The SASL mechanism; there if the client has logged in. */
  AUTH_TYPE("auth_type"),
  /** The SASL login; there if the client has logged in. */
  AUTH_LOGIN("auth_authen");

  private static final List<Macro> ALL = List.of(values());

  private final String bareName;

  Macro(String bareName) {
    this.bareName = bareName;
  }

  /** As mail servers write it: a name of several letters stands in braces. */
  String written() {
    return bareName.length() == 1 ? bareName : "{" + bareName + "}";
  }

  /** The macro of a name with or without braces; null if it is not read. */
  static @Nullable Macro named(String name) {
    boolean braces = name.length() > 2 && name.startsWith("{") && name.endsWith("}");
    String bare = braces ? name.substring(1, name.length() - 1) : name;
    for (Macro each : ALL) {
      if (each.bareName.equals(bare)) {
        return each;
      }
    }
    return null;
  }
}
