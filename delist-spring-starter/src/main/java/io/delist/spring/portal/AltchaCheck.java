package io.delist.spring.portal;

import io.delist.limit.UsedOnce;
import io.delist.store.Store;
import io.delist.token.Fingerprints;
import io.delist.token.KeySource;
import io.delist.token.KeyedHash;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.altcha.altcha.Altcha;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * ALTCHA's proof of work, hosted here: the browser finds a number by trying.
 *
 * <p>The library makes the challenge and says what its solution is. What it leaves open is closed
 * here: salt and number come from a {@link java.security.SecureRandom}; a solved challenge is kept
 * in the store until it expires, so it counts once on all nodes; its salt must have exactly the
 * form that was made here, so that no digit can be moved from the number into the expiry; time is
 * the application's; the signature is compared in constant time; the key is derived from the key
 * ring.
 *
 * <p><b>Cost:</b> two hashes to check; a row in the store for a right answer, nothing for a wrong
 * one. <b>Threads:</b> safe.
 */
final class AltchaCheck implements HumanCheck {

  private static final Logger LOG = LoggerFactory.getLogger(AltchaCheck.class);
  private static final int LONGEST_ANSWER_CHARS = 2_000;
  private static final int SALT_BYTES = 12;
  private static final String ALGORITHM = Altcha.Algorithm.SHA256.getName();
  private static final Pattern SALT = Pattern.compile("[0-9a-f]{24}\\?expires=(\\d{10})&");

  private final KeyedHash keys;
  private final Store store;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final int largestNumber;
  private final Duration life;

  /**
   * @param keys where the key that signs challenges comes from
   * @param store keeps what was solved
   * @param random a cryptographically strong source
   * @param largestNumber how many numbers have to be tried at most; half of it on average
   * @param life how long a challenge can be answered
   */
  AltchaCheck(
      KeySource keys,
      Store store,
      InstantSource clock,
      RandomGenerator random,
      int largestNumber,
      Duration life) {
    this.keys = new KeyedHash(keys);
    this.store = store;
    this.clock = clock;
    this.random = random;
    this.largestNumber = largestNumber;
    this.life = life;
  }

  @Override
  public String newChallenge() {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    long expires = clock.instant().plus(life).getEpochSecond();
    Altcha.Challenge made =
        challenge(
            HexFormat.of().formatHex(salt) + "?expires=" + expires + "&",
            random.nextInt(largestNumber));
    return Json.write(
        new Challenge(made.algorithm, made.challenge, largestNumber, made.salt, made.signature));
  }

  /** The names are ALTCHA's. */
  private record Challenge(
      String algorithm, String challenge, int maxnumber, String salt, String signature) {}

  private Altcha.Challenge challenge(String salt, long number) {
    Altcha.ChallengeOptions options =
        new Altcha.ChallengeOptions()
            .setAlgorithm(Altcha.Algorithm.SHA256)
            .setMaxNumber((long) largestNumber)
            .setHmacKey(HexFormat.of().formatHex(keys.of("altcha", "")))
            .setSalt(salt)
            .setNumber(number);
    try {
      return Altcha.createChallenge(options);
    } catch (Exception e) {
      // It declares everything; SHA-256 is on every platform.
      throw new IllegalStateException("cannot make a challenge", e);
    }
  }

  @Override
  public boolean passes(String answer) {
    JsonNode given = read(answer);
    if (given == null) {
      return false;
    }
    String salt = Json.text(given, "salt");
    Optional<Instant> expiresAt = expiryOf(salt);
    long number = given.path("number").asLong(-1);
    if (expiresAt.isEmpty() || number < 0 || !Json.text(given, "algorithm").equals(ALGORITHM)) {
      return refused("it is no answer to a challenge of this form");
    }
    Altcha.Challenge made = challenge(salt, number);
    boolean genuine =
        made.salt.equals(salt)
            && same(made.challenge, Json.text(given, "challenge"))
            && same(made.signature, Json.text(given, "signature"));
    if (!genuine) {
      return refused("it is wrong, or the challenge was not made with this key");
    }
    if (!clock.instant().isBefore(expiresAt.get())) {
      return refused("it is too late");
    }
    boolean first =
        store.write(
            transaction ->
                UsedOnce.use(transaction, Fingerprints.sha256(made.signature), expiresAt.get()));
    return first || refused("it was used before, or too many are in use");
  }

  private static boolean refused(String why) {
    LOG.debug("human check: an answer did not pass: {}", why);
    return false;
  }

  private static @Nullable JsonNode read(String answer) {
    if (answer.isEmpty() || answer.length() > LONGEST_ANSWER_CHARS) {
      return null;
    }
    try {
      return Json.object(Base64.getDecoder().decode(answer)).orElse(null);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static Optional<Instant> expiryOf(String salt) {
    Matcher matcher = SALT.matcher(salt);
    return matcher.matches()
        ? Optional.of(Instant.ofEpochSecond(Long.parseLong(matcher.group(1))))
        : Optional.empty();
  }

  private static boolean same(String one, String other) {
    return Fingerprints.same(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
