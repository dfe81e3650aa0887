package io.delist.spring;

import java.util.Locale;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Reads the property of a {@link ConditionalOnSwitch}. */
final class OnSwitch extends SpringBootCondition {

  OnSwitch() {}

  @Override
  public ConditionOutcome getMatchOutcome(
      ConditionContext context, AnnotatedTypeMetadata metadata) {
    String property = metadata.getAnnotations().get(ConditionalOnSwitch.class).getString("value");
    String value =
        Binder.get(context.getEnvironment()).bind(property, String.class).orElse("false");
    ConditionMessage message =
        ConditionMessage.forCondition(ConditionalOnSwitch.class)
            .because(property + " is \"" + value + "\"");
    return new ConditionOutcome(isOn(property, value), message);
  }

  /** The words of Spring's own reading, so that the properties class gets the same from them. */
  private static boolean isOn(String property, String value) {
    return switch (value.strip().toLowerCase(Locale.ROOT)) {
      case "true", "on", "yes", "1" -> true;
      case "false", "off", "no", "0" -> false;
      default ->
          throw new InvalidPropertyException(
              property, value, "must be true, on, yes or 1, or false, off, no or 0");
    };
  }
}
