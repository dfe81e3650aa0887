package io.delist.spring;

import java.util.function.Supplier;

/** A property has a value that cannot be used. The message names both and says what would do. */
public final class InvalidPropertyException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String property;

  /**
   * About one property.
   *
   * @param why what is wrong with it, and what would do
   */
  public InvalidPropertyException(String property, Object value, String why) {
    super(property + " is \"" + value + "\": " + why);
    this.property = property;
  }

  private InvalidPropertyException(String property, String message) {
    super(message);
    this.property = property;
  }

  /** About a property whose value is nobody's business. */
  static InvalidPropertyException secret(String property, String why) {
    return new InvalidPropertyException(property, property + ": " + why);
  }

  String property() {
    return property;
  }

  /** Lets the code that owns the value read it, and names the property if that refuses. */
  public static <T> T reading(String property, Object value, Supplier<T> reader) {
    try {
      return reader.get();
    } catch (IllegalArgumentException e) {
      throw new InvalidPropertyException(property, value, String.valueOf(e.getMessage()));
    }
  }
}
