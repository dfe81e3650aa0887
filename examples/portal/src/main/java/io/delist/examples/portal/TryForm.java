package io.delist.examples.portal;

import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the visitor typed on the try page, and what of it can be used.
 *
 * @param client the text of the client address
 * @param from the text of the sender
 * @param to the text of the recipient
 */
record TryForm(String client, String from, String to) {

  /** Filled in when the page is opened. */
  static TryForm suggestion() {
    return new TryForm("203.0.113.9", "someone@sender.example.net", "jane@example.org");
  }

  /** The same with a text in the place of each that is missing. */
  static TryForm of(@Nullable String client, @Nullable String from, @Nullable String to) {
    TryForm other = suggestion();
    return new TryForm(
        client == null ? other.client : client.strip(),
        from == null ? other.from : from.strip(),
        to == null ? other.to : to.strip());
  }

  /** What is wrong, by field; empty if all can be used. */
  Map<String, String> errors() {
    Map<String, String> errors = new LinkedHashMap<>();
    check(errors, "client", client, IpAddress::parse);
    check(errors, "from", from, EmailAddress::parse);
    check(errors, "to", to, EmailAddress::parse);
    return errors;
  }

  private static void check(
      Map<String, String> errors, String field, String text, Consumer<String> parse) {
    try {
      parse.accept(text);
    } catch (IllegalArgumentException e) {
      errors.put(field, String.valueOf(e.getMessage()));
    }
  }
}
