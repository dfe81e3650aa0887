package io.delist;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Optional;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyAttributes;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/**
 * Starts every property from the same seed, so that a build says the same twice. {@code
 * -Ddelist.test.seed=NUMBER} names another, {@code -Ddelist.test.tries=NUMBER} how many tries. A
 * seed or a number of tries that a property states itself stays.
 */
public final class PropertySettings implements AroundPropertyHook {

  private static final String SEED = System.getProperty("delist.test.seed", "20261123");
  private static final Integer TRIES = Integer.getInteger("delist.test.tries");

  @Override
  public PropertyExecutionResult aroundProperty(
      PropertyLifecycleContext context, PropertyExecutor property) {
    PropertyAttributes attributes = context.attributes();
    if (attributes.seed().isEmpty()) {
      attributes.setSeed(SEED);
    }
    if (TRIES != null && attributes.tries().isEmpty()) {
      attributes.setTries(TRIES);
    }
    return property.execute();
  }

  @Override
  public PropagationMode propagateTo() {
    return PropagationMode.ALL_DESCENDANTS;
  }

  @Override
  public boolean appliesTo(Optional<AnnotatedElement> element) {
    return element.map(Method.class::isInstance).orElse(false);
  }
}
