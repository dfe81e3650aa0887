package io.delist.spring;

import io.delist.token.KeyFile;
import io.delist.token.KeyRing;
import io.delist.token.KeyRingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/** Finds the keys: in the configuration, in a file, or made at the first start. */
final class Keys {

  private static final String KEYS = "delist.token.keys";
  private static final String KEY_FILE = "delist.token.key-file";
  private static final String DATA_DIR = "delist.data-dir";
  private static final String FILE_NAME = "token.key";

  private Keys() {}

  static KeyRing load(DelistProperties properties, RandomGenerator random) {
    DelistProperties.Token token = properties.token();
    String file = token.keyFile();
    if (!token.keys().isEmpty()) {
      if (file != null) {
        throw new InvalidPropertyException(
            KEY_FILE, file, "there are keys in " + KEYS + " as well; leave one of the two out");
      }
      return parse(token);
    }
    return file == null
        ? load(
            DATA_DIR, properties.dataDir(), path(DATA_DIR, properties.dataDir(), FILE_NAME), random)
        : load(KEY_FILE, file, path(KEY_FILE, file, ""), random);
  }

  private static KeyRing parse(DelistProperties.Token token) {
    try {
      return KeyRing.parse(token.keys());
    } catch (KeyRingException e) {
      throw InvalidPropertyException.secret(KEYS, String.valueOf(e.getMessage()));
    }
  }

  private static Path path(String property, String value, String below) {
    return InvalidPropertyException.reading(property, value, () -> Path.of(value, below));
  }

  private static KeyRing load(String property, String value, Path file, RandomGenerator random) {
    try {
      return KeyFile.loadOrCreate(file, random);
    } catch (KeyRingException e) {
      throw new InvalidPropertyException(property, value, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new InvalidPropertyException(
          property,
          value,
          "the key file " + file + " cannot be read or made (" + e + "); name a place that can");
    }
  }
}
