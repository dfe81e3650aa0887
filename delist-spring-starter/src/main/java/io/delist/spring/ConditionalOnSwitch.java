package io.delist.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Conditional;

/**
 * For what is off until a property switches it on: true, on, yes or 1, as Spring reads booleans.
 * False, off, no, 0 and no property at all leave it off. Any other value, an empty one among them,
 * stops the start with an {@link InvalidPropertyException}: a listener that somebody meant to have
 * is not silently missing.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Conditional(OnSwitch.class)
public @interface ConditionalOnSwitch {

  /** The property's whole name. */
  String value();
}
