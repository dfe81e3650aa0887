package io.delist.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.delist.blocklist.Source;
import io.delist.mailbox.EmailAddress;
import io.delist.store.DelistRequest;
import io.delist.store.memory.MemoryStore;
import io.delist.workflow.AsyncRule.WhenLate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Every rule is published, a refusal names its rule, and an application adds its own. */
class RulesTest {

  private static final String DOOR = "https://removal.example/";

  private static Bench bench(RuleBook rules) {
    Bench bench = new Bench(DelistPolicy.defaults(), rules, MemoryStore::new);
    bench.list("203.0.113.0/24", Bench.FEED, null);
    return bench;
  }

  private static Refusal refusal(Submission submission) {
    return ((Submission.Refused) submission).refusal();
  }

  @Test
  void aSourceWithoutSelfServiceSaysWhereToGo() {
    Bench bench = bench(RuleBook.builder(Bench.GUARD).selfServiceOff(Bench.FEED, DOOR).build());
    Refusal refusal = refusal(bench.submit());
    assertThat(refusal.rule()).isEqualTo("self-service-off");
    assertThat(RuleTexts.door(refusal, Locale.ENGLISH)).isEqualTo("Ask there: " + DOOR);
    assertThat(RuleTexts.text(refusal, Locale.KOREAN)).contains("feed:test");

    bench.list("203.0.113.9/32", Source.OPERATOR, null);
    assertThat(refusal(bench.submit()).rule())
        .as("also where another source's listing is more specific")
        .isEqualTo("self-service-off");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RuleBook.builder(Bench.GUARD).selfServiceOff(Bench.FEED, " "))
        .withMessageContaining("feed:test without a door");
  }

  @Test
  void whoAsksForTheSameAgainJoinsTheRequestThatThereIs() {
    Bench bench = bench(RuleBook.builder(Bench.GUARD).build());
    DelistRequest first = bench.accepted();
    assertThat(bench.submit()).isEqualTo(new Submission.Joined(first, bench.proofs.codeOf(first)));
    assertThat(bench.waitingMails()).isEqualTo(1);
    assertThat(
            bench.delisting.submit(Bench.ADDRESS, Bench.EMAIL, "another browser", Locale.ENGLISH))
        .as("another browser learns nothing of the mailbox")
        .isInstanceOf(Submission.Accepted.class);
    assertThat(
            bench.delisting.submit(
                Bench.ADDRESS,
                EmailAddress.parse("other@example.org"),
                Bench.BROWSER,
                Locale.ENGLISH))
        .as("another mailbox is another wish")
        .isInstanceOf(Submission.Accepted.class);
    bench.pass(Duration.ofHours(1));
    assertThat(bench.submit()).as("after its time").isInstanceOf(Submission.Accepted.class);
  }

  @Test
  void aConfirmedRemovalIsJoinedByWhoAskedToo() {
    Bench bench = new Bench();
    bench.delisted();
    DelistRequest held = bench.confirmedAgain();
    assertThat(bench.submit()).isEqualTo(new Submission.Joined(held, bench.proofs.codeOf(held)));
  }

  /** A rule that answers what it is told to. */
  private record Async(Terms terms, Supplier<CompletionStage<Optional<Refusal>>> answer)
      implements AsyncRule {

    Async(Duration timeout, WhenLate late, Supplier<CompletionStage<Optional<Refusal>>> answer) {
      this(new Terms("reverse-dns", timeout, late), answer);
    }

    @Override
    public String text(Locale language) {
      return language.equals(Locale.KOREAN) ? "역방향 DNS가 없습니다." : "No reverse DNS.";
    }

    @Override
    public String door(Locale language) {
      return "Set a PTR record.";
    }

    @Override
    public CompletionStage<Optional<Refusal>> objectionTo(Candidate candidate) {
      return answer.get();
    }
  }

  private static Submission submitWith(AsyncRule rule) {
    return bench(RuleBook.builder(Bench.GUARD).asyncRules(List.of(rule)).build()).submit();
  }

  @Test
  void anAsynchronousRuleIsWaitedForAndItsAnswerCounts() {
    CompletableFuture<Optional<Refusal>> later = new CompletableFuture<>();
    Thread answering =
        new Thread(() -> later.complete(Optional.of(Refusal.custom("x", "No PTR.", "Set one."))));
    Supplier<CompletionStage<Optional<Refusal>>> answer =
        () -> {
          answering.start();
          return later;
        };
    Refusal refusal = refusal(submitWith(new Async(Duration.ofSeconds(30), WhenLate.PASS, answer)));
    assertThat(refusal.rule()).as("it is named by the rule's own id").isEqualTo("reverse-dns");
    assertThat(refusal.ownText()).isEqualTo("No PTR.");
    assertThat(
            submitWith(
                new Async(
                    Duration.ofSeconds(30),
                    WhenLate.REFUSE,
                    () -> CompletableFuture.completedFuture(Optional.empty()))))
        .isInstanceOf(Submission.Accepted.class);
  }

  @Test
  void whenItsTimeoutPassesWhatItStatedHolds() {
    CompletableFuture<Optional<Refusal>> never = new CompletableFuture<>();
    Duration soon = Duration.ofMillis(1);
    assertThat(submitWith(new Async(soon, WhenLate.PASS, () -> never)))
        .isInstanceOf(Submission.Accepted.class);
    assertThat(never).as("it is told to stop").isCancelled();
    Refusal refusal = refusal(submitWith(new Async(soon, WhenLate.REFUSE, CompletableFuture::new)));
    assertThat(refusal)
        .isEqualTo(Refusal.custom("reverse-dns", "No reverse DNS.", "Set a PTR record."));
  }

  @Test
  void whenItFailsWhatItStatedHolds() {
    List<Supplier<CompletionStage<Optional<Refusal>>>> failures =
        List.of(
            () -> CompletableFuture.failedFuture(new IOException("away")),
            () -> {
              throw new IllegalStateException("broken");
            });
    for (Supplier<CompletionStage<Optional<Refusal>>> failure : failures) {
      Duration long30 = Duration.ofSeconds(30);
      assertThat(submitWith(new Async(long30, WhenLate.PASS, failure)))
          .isInstanceOf(Submission.Accepted.class);
      assertThat(refusal(submitWith(new Async(long30, WhenLate.REFUSE, failure))).rule())
          .isEqualTo("reverse-dns");
    }
  }

  @Test
  void anInterruptedWaitKeepsTheInterruptAndHoldsToWhatWasStated() {
    Thread.currentThread().interrupt();
    Submission submission =
        submitWith(new Async(Duration.ofSeconds(30), WhenLate.REFUSE, CompletableFuture::new));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(refusal(submission).rule()).isEqualTo("reverse-dns");
  }

  @Test
  void timeoutsHaveBounds() {
    for (Duration bad : List.of(Duration.ZERO, Duration.ofMillis(-1), Duration.ofMillis(30_001))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new AsyncRule.Terms("x", bad, WhenLate.PASS))
          .withMessageContaining("rule x: timeout " + bad);
    }
  }

  @Test
  void idsAreWordsWithDashesAndThereOnce() {
    for (String bad : List.of("", "Upper", "two words", "-x", "x-", "x--y", "x".repeat(65))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new RuleBook(Bench.GUARD, List.of(new Named(bad))))
          .withMessageContaining("rule id \"" + bad + "\"");
    }
    assertThat(new RuleBook(Bench.GUARD, List.of(new Named("x".repeat(64)))).ids())
        .endsWith("x".repeat(64));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RuleBook(Bench.GUARD, List.of(new Named("not-listed"))))
        .withMessageContaining("not-listed is there twice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RuleBook(Bench.GUARD, List.of(new Named("x"), new Named("x"))));
  }

  private record Named(String id) implements Rule {
    @Override
    public String text(Locale language) {
      return "text in " + language;
    }

    @Override
    public String door(Locale language) {
      return "door in " + language;
    }

    @Override
    public Optional<Refusal> objectionTo(Candidate candidate) {
      return Optional.empty();
    }
  }

  @Test
  void theApplicationsRulesArePublishedWithTheOthers() {
    Async async = new Async(Duration.ofSeconds(1), WhenLate.PASS, CompletableFuture::new);
    RuleBook book =
        RuleBook.builder(Bench.GUARD)
            .rules(List.of(new Named("own")))
            .asyncRules(List.of(async))
            .build();
    List<PublishedRule> published = book.published(Locale.KOREAN);
    assertThat(published).extracting(PublishedRule::id).isEqualTo(book.ids());
    assertThat(published)
        .contains(
            new PublishedRule("own", "text in ko", "door in ko"),
            new PublishedRule("reverse-dns", "역방향 DNS가 없습니다.", "Set a PTR record."));
  }

  /** docs/rules.md is the code's list; -Ddelist.test.write=true writes it. */
  @Test
  void thePageOfTheDocumentationListsAllRules() throws IOException {
    RuleBook book = RuleBook.builder(Bench.GUARD).build();
    List<String> rows = new ArrayList<>(List.of("| id | text | door |", "|---|---|---|"));
    for (Locale language : List.of(Locale.ENGLISH, Locale.KOREAN)) {
      book.published(language)
          .forEach(
              rule ->
                  rows.add("| `" + rule.id() + "` | " + rule.text() + " | " + rule.door() + " |"));
    }
    Path page = Path.of("..", "docs", "rules.md");
    String begin = "<!-- rules -->\n";
    String end = "\n<!-- end -->";
    String text = Files.readString(page);
    int from = text.indexOf(begin) + begin.length();
    int to = text.indexOf(end, from);
    String expected = String.join("\n", rows);
    if (Boolean.getBoolean("delist.test.write")) {
      Files.writeString(page, text.substring(0, from) + expected + text.substring(to));
    } else {
      assertThat(text.substring(from, to)).isEqualTo(expected);
    }
  }
}
