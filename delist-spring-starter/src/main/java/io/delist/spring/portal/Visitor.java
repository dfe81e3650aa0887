package io.delist.spring.portal;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end, as far as one request tells.
 *
 * @param browser the secret of the visitor's browser, or null if it has none yet
 * @param language the language of pages and mails
 * @param languageChosen whether this request asks for it by its link
 * @param base the path of the portal as the browser sees it, without a slash at its end
 */
record Visitor(@Nullable String browser, Locale language, boolean languageChosen, String base) {

  /** Without the secret. */
  @Override
  public String toString() {
    return "Visitor[" + language + ", " + base + "/]";
  }
}
