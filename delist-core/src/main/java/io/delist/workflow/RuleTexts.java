package io.delist.workflow;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The published texts of the rules, in English and Korean. */
public final class RuleTexts {

  private static final String BUNDLE = "io.delist.workflow.rules";

  private RuleTexts() {}

  /** What the refusal says to the visitor. */
  public static String text(Refusal refusal, Locale locale) {
    return refusal.ownText().isEmpty() ? filled(refusal, ".text", locale) : refusal.ownText();
  }

  /** Where the visitor can go instead. */
  public static String door(Refusal refusal, Locale locale) {
    return refusal.ownText().isEmpty() ? filled(refusal, ".door", locale) : refusal.ownDoor();
  }

  private static String filled(Refusal refusal, String part, Locale locale) {
    ResourceBundle texts =
        ResourceBundle.getBundle(
            BUNDLE,
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    return new MessageFormat(texts.getString(refusal.rule() + part), locale)
        .format(refusal.facts().toArray());
  }
}
