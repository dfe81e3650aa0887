package io.delist.mail;

import io.delist.store.MailKind;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * The mails' words from property files, in English and Korean: {@code
 * io/delist/mail/letters.properties} and {@code letters_ko.properties}. An application names a
 * bundle of its own, in which it says otherwise what it wants said otherwise; a key that is not
 * there, or not in the language, is taken from ours.
 *
 * <p>{@code {0}}, {@code {1}}… stand for facts; nothing else in a text is special.
 *
 * <p><b>Threads:</b> safe.
 */
public final class BundledTexts implements MailTemplates {

  private static final String OURS = "io.delist.mail.letters";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final List<String> bundles = new ArrayList<>();

  /** Our own words. */
  public BundledTexts() {
    bundles.add(OURS);
  }

  /**
   * The words of this bundle, and ours for what it does not say.
   *
   * @param bundle its base name, as in {@code com.example.mails}; found by the class loader of the
   *     thread, or of this library
   * @throws IllegalArgumentException if there is no such bundle
   */
  public BundledTexts(String bundle) {
    if (ownTexts(bundle, Locale.ROOT) == null) {
      throw new IllegalArgumentException(
          "there is no bundle "
              + bundle
              + " on the class path; it is a file "
              + bundle.replace('.', '/')
              + ".properties");
    }
    bundles.add(bundle);
    bundles.add(OURS);
  }

  @Override
  public MailText write(MailFacts facts) {
    Words words = new Words(facts.language());
    MailBody body = new MailBody(words.language());
    if (facts.kind() == MailKind.CONFIRMATION) {
      facts
          .confirmation()
          .ifPresent(confirmation -> confirmation(body, words, facts, confirmation));
    } else {
      result(body, words, facts);
    }
    body.paragraph(words.of("never")).link(facts.neverMail());
    return body.toText(words.of(facts.kind() + ".subject", facts.address()));
  }

  private static void confirmation(
      MailBody body, Words words, MailFacts facts, MailFacts.Confirmation confirmation) {
    String minutes = Long.toString(confirmation.minutes());
    body.paragraph(words.of("asked", facts.portal().toString(), facts.address()))
        .paragraph(words.of("open"))
        .link(confirmation.link())
        .paragraph(words.of("code"))
        .emphasis(confirmation.code())
        .paragraph(words.of("until", time(confirmation.until()), minutes))
        .paragraph(words.of("unasked"));
  }

  private static void result(MailBody body, Words words, MailFacts facts) {
    body.paragraph(words.of(facts.kind() + ".lead", facts.address(), facts.portal().toString()));
    facts
        .listing()
        .ifPresent(
            listing ->
                body.paragraph(
                    words.of(
                        listing.reason().isEmpty() ? "why" : "why.reason",
                        listing.source(),
                        time(listing.evidenceAt()),
                        Integer.toString(listing.reasonCode()),
                        listing.reason())));
    body.paragraph(words.of(facts.kind() + ".next"))
        .paragraph(words.of("follow"))
        .link(facts.status());
  }

  private static String time(Instant time) {
    return TIME.format(time);
  }

  private static @Nullable ResourceBundle ownTexts(String bundle, Locale language) {
    ResourceBundle.Control control =
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
    for (ClassLoader loader :
        ofThread == null
            ? List.of(BundledTexts.class.getClassLoader())
            : List.of(ofThread, BundledTexts.class.getClassLoader())) {
      ResourceBundle found = textsOf(bundle, language, loader, control);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable ResourceBundle textsOf(
      String bundle, Locale language, ClassLoader loader, ResourceBundle.Control control) {
    try {
      return ResourceBundle.getBundle(bundle, language, loader, control);
    } catch (MissingResourceException e) {
      return null;
    }
  }

  /** The texts in one language. */
  private final class Words {

    private final List<ResourceBundle> texts = new ArrayList<>();

    Words(Locale language) {
      for (String bundle : bundles) {
        ResourceBundle found = ownTexts(bundle, language);
        if (found != null) {
          texts.add(found);
        }
      }
    }

    /** The language of our own words, English where there are none in the one asked for. */
    Locale language() {
      Locale found = texts.get(texts.size() - 1).getLocale();
      return found.getLanguage().isEmpty() ? Locale.ENGLISH : found;
    }

    String of(String key, String... facts) {
      for (ResourceBundle bundle : texts) {
        if (bundle.containsKey(key)) {
          return filled(bundle.getString(key), facts);
        }
      }
      throw new IllegalStateException("no bundle has a text for " + key);
    }
  }

  private static String filled(String text, String... facts) {
    StringBuilder filled = new StringBuilder();
    int from = 0;
    for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
      int number = open + 2 < text.length() ? text.charAt(open + 1) - '0' : -1;
      boolean isFact =
          number >= 0 && number < facts.length && number <= 9 && text.charAt(open + 2) == '}';
      filled.append(text, from, open).append(isFact ? List.of(facts).get(number) : "{");
      from = isFact ? open + 3 : open + 1;
    }
    return filled.append(text.substring(from)).toString();
  }
}
