package io.delist.spring.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.store.memory.MemoryStore;
import io.delist.token.Fingerprints;
import io.delist.token.KeyRing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AltchaCheckTest {

  private static final int LARGEST = 500;
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final MemoryStore store = new MemoryStore(now::get);
  private final AltchaCheck check = check(1);

  private AltchaCheck check(long seed) {
    byte[] secret = new byte[32];
    new Random(seed).nextBytes(secret);
    return new AltchaCheck(
        KeyRing.of("k1", secret),
        store,
        now::get,
        new Random(seed),
        LARGEST,
        Duration.ofMinutes(20));
  }

  /** What the page's script does. */
  private static Map<String, Object> solved(String challenge) {
    JsonNode json = JsonMapper.shared().readTree(challenge);
    Map<String, Object> answer = new LinkedHashMap<>();
    for (String name : new String[] {"algorithm", "challenge", "salt", "signature"}) {
      answer.put(name, json.get(name).stringValue());
    }
    int number =
        IntStream.rangeClosed(0, json.get("maxnumber").asInt())
            .filter(
                n ->
                    HexFormat.of()
                        .formatHex(Fingerprints.sha256(answer.get("salt") + "" + n))
                        .equals(answer.get("challenge")))
            .findFirst()
            .orElseThrow();
    answer.put("number", number);
    return answer;
  }

  static String encoded(Map<String, Object> answer) {
    return encoded(JsonMapper.shared().writeValueAsString(answer));
  }

  private static String encoded(String json) {
    return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  /** An answer to a challenge, for the tests of pages and API. */
  static String answerTo(String challenge) {
    return encoded(solved(challenge));
  }

  @Test
  void anAnswerPassesOnce() {
    String answer = answerTo(check.newChallenge());
    assertThat(check.passes(answer)).isTrue();
    assertThat(check.passes(answer)).as("a second time").isFalse();
    assertThat(check.passes(answerTo(check.newChallenge()))).as("another one").isTrue();
  }

  @Test
  void anotherSpellingOfAUsedAnswerIsTheSameAnswer() {
    Map<String, Object> answer = solved(check.newChallenge());
    assertThat(check.passes(encoded(answer))).isTrue();
    answer.put("took", 12);
    assertThat(check.passes(encoded(answer))).isFalse();
  }

  @Test
  void anAnswerPassesUntilItsChallengeExpires() {
    String answer = answerTo(check.newChallenge());
    String other = answerTo(check.newChallenge());
    now.set(NOON.plusSeconds(1199));
    assertThat(check.passes(answer)).isTrue();
    now.set(NOON.plusSeconds(1200));
    assertThat(check.passes(other)).isFalse();
  }

  @Test
  void challengesAreNotAlike() {
    assertThat(check.newChallenge()).isNotEqualTo(check.newChallenge());
  }

  @Test
  void whatWasNotMadeHereDoesNotPass() {
    assertThat(check.passes(answerTo(check(2).newChallenge()))).as("another key").isFalse();
    for (String name : new String[] {"algorithm", "challenge", "salt", "signature"}) {
      Map<String, Object> answer = solved(check.newChallenge());
      String value = (String) answer.get(name);
      answer.put(name, value.substring(0, value.length() - 1));
      assertThat(check.passes(encoded(answer))).as(name + " cut").isFalse();
      answer.remove(name);
      assertThat(check.passes(encoded(answer))).as(name + " missing").isFalse();
    }
    Map<String, Object> wrong = solved(check.newChallenge());
    wrong.put("number", (int) wrong.get("number") + 1);
    assertThat(check.passes(encoded(wrong))).isFalse();
    Map<String, Object> weaker = solved(check.newChallenge());
    weaker.put("algorithm", "SHA-1");
    assertThat(check.passes(encoded(weaker))).isFalse();
  }

  /** Digits that move from the number into the salt leave the hash as it is. */
  @Test
  void noDigitMovesFromTheNumberIntoTheExpiry() {
    for (int i = 0; i < 20; i++) {
      Map<String, Object> answer = solved(check.newChallenge());
      String number = answer.get("number").toString();
      if (number.length() > 1) {
        answer.put("salt", answer.get("salt") + number.substring(0, 1));
        answer.put("number", Integer.parseInt(number.substring(1)));
        assertThat(check.passes(encoded(answer))).isFalse();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?",
        "e30=",
        "bnVsbA==",
        "W10=",
        "MQ==",
        "eyJzYWx0IjoxfQ==",
        "/////w==",
        "eyJzYWx0IjoiMDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3P2V4cGlyZXM9MTcwMDAwMDAwMCYiLCJudW1iZXIiOiJ4In0="
      })
  void anythingElseGetsAnAnswerAndNoException(String answer) {
    assertThat(check.passes(answer)).isFalse();
    assertThat(check.passes("A".repeat(2_001))).isFalse();
  }

  @Test
  void ofManyWhoSendTheSameAnswerOnePasses() throws Exception {
    String answer = answerTo(check.newChallenge());
    int passed = 0;
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Boolean>> attempts = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        attempts.add(threads.submit(() -> check.passes(answer)));
      }
      for (Future<Boolean> attempt : attempts) {
        passed += attempt.get() ? 1 : 0;
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(passed).isEqualTo(1);
  }
}
