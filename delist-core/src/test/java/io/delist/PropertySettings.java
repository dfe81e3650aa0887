package io.delist;

import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyAttributes;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/**
 * Gives every property the same seed, so that a build says the same twice; {@code
 * -Ddelist.test.seed} names another, {@code -Ddelist.test.tries} the number of tries.
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
    if (TRIES != null) {
      attributes.setTries(TRIES);
    }
    return property.execute();
  }

  @Override
  public PropagationMode propagateTo() {
    return PropagationMode.ALL_DESCENDANTS;
  }

  @Override
  public boolean appliesTo(java.util.Optional<java.lang.reflect.AnnotatedElement> element) {
    return element.map(java.lang.reflect.Method.class::isInstance).orElse(false);
  }
}
