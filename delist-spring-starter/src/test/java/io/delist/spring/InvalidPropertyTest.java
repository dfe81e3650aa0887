package io.delist.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.store.Store;
import io.delist.store.memory.MemoryStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

/** Every bad value stops the start with its property, itself, and what would be right. */
class InvalidPropertyTest {

  @TempDir Path dir;

  private FailureAnalysis failureWith(String... properties) {
    FailureAnalysis[] analysis = new FailureAnalysis[1];
    new WebApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                DelistAutoConfiguration.class,
                DelistMailAutoConfiguration.class,
                DelistSmtpAutoConfiguration.class))
        .withBean(Store.class, () -> new MemoryStore(InstantSource.system()))
        .withPropertyValues("delist.data-dir=" + dir)
        .withPropertyValues(properties)
        .run(
            context -> {
              assertThat(context).hasFailed();
              analysis[0] = Analyses.of(context.getStartupFailure());
            });
    return analysis[0];
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "delist.node|''|1 to 100 printable",
        "delist.portal.url|delist.example|must be http:// or https://",
        "delist.portal.url|ftp://delist.example/|must be http:// or https://",
        "delist.portal.url|https://user@delist.example/|no user",
        "delist.portal.url|https://delist.example/?a=b|query",
        "delist.portal.url|https://delist example/|not a URL",
        "delist.portal.base-path|delist|start with a slash",
        "delist.portal.base-path|/delist/|not end with one",
        "delist.portal.contact|postmaster|name@example.org",
        "delist.request.link-life|PT2S|must be PT1M to PT24H",
        "delist.request.wrong-codes|21|must be 1 to 20",
        "delist.portal.human-check|maybe|must be none or altcha",
        "delist.limits.requests-per-client|many|write how many in how much time, as in 10/1h",
        "delist.limits.mails-per-mailbox|0/24h|must be 1 to 1000000",
        "delist.limits.mails|1000/32d|must be PT1S to PT744H",
        "delist.limits.most-rows|999|must be 1000 to 10000000",
        "delist.request.exemption-after-listing|PT-1S|longer than zero",
        "delist.request.node-silence|PT0S|longer than zero",
        "delist.mail.host|' '|relay's host name",
        "delist.mail.port|0|1 to 65535",
        "delist.mail.port|65536|1 to 65535",
        "delist.mail.timeout|PT0.5S|PT1S to PT15S",
        "delist.mail.timeout|PT16S|PT1S to PT15S",
        "delist.mail.from|nobody|name@example.org",
        "delist.guard.shortest-v4|7|8 to 32",
        "delist.guard.shortest-v6|18|19 to 128",
        "delist.guard.shortest-unasked-v6|129|1 to 128",
        "delist.guard.most-changed-share|-0.1|0 to 1000",
        "delist.guard.most-growth|0.5|1 to 1000000",
        "delist.guard.must-not-be-listed[0]|192.0.2.0/24|address",
        "delist.removed-feeds[0]|Feed Old|a-z",
        "delist.feeds[0].location|' '|name a file",
        "delist.allowlist[0]|192.0.2.9/24|did you mean 192.0.2.0/24?",
        "delist.allowlist[0]|0.0.0.0/1|shortest is /8",
        "delist.snapshot.interval|PT0.5S|shortest interval is PT1S",
        "delist.snapshot.max-staleness|PT0S|at least PT1S",
        "delist.ordinary-ranges[0]|192.0.2.0/33|must be 0 to 32",
      })
  void namesPropertyValueAndWayOut(String property, String value, String wayOut) {
    FailureAnalysis failure = failureWith(property + "=" + value);
    assertThat(failure.getDescription())
        .startsWith(property + " is \"" + value.strip())
        .contains(wayOut);
    assertThat(failure.getAction()).contains(property);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "source|Feed Drop|a-z",
        "reason-code|700|606 to 649",
        "format|drop-xml|cidr, drop, drop-json",
        "refresh|PT0.5S|1 second to 30 days",
        "must-be-listed[0]|nobody|address",
      })
  void aFeedIsNamedByItsIndex(String name, String value, String wayOut) {
    FailureAnalysis failure =
        failureWith(
            "delist.feeds[0].location=one.txt",
            "delist.feeds[1].location=other.txt",
            "delist.feeds[1]." + name + "=" + value);
    assertThat(failure.getDescription())
        .startsWith("delist.feeds[1]." + name + " is \"" + value + "\"")
        .contains(wayOut);
  }

  @Test
  void aReasonIsOneLine() {
    assertThat(
            failureWith(
                    "delist.feeds[0].location=one.txt", "delist.feeds[0].reason=" + "x".repeat(201))
                .getDescription())
        .startsWith("delist.feeds[0].reason is ")
        .contains("at most 200 characters");
  }

  @Test
  void settingsThatContradictEachOtherAreBothNamed() {
    assertThat(failureWith("delist.guard.shortest-v4=20").getDescription())
        .startsWith("delist.guard is ")
        .contains("/16", "/20");
    assertThat(
            failureWith(
                    "delist.feeds[0].location=a/drop.txt",
                    "delist.feeds[0].must-be-listed=8.8.8.8",
                    "delist.guard.must-not-be-listed=8.8.8.8")
                .getDescription())
        .contains("must be listed by feed:drop", "must not be listed");
    assertThat(
            failureWith("delist.feeds[0].location=drop.txt", "delist.removed-feeds=feed:drop")
                .getDescription())
        .startsWith("delist.removed-feeds[0] is \"feed:drop\"")
        .contains("delist.feeds[0]");
    assertThat(failureWith("delist.fetch.connect-time=3m").getDescription())
        .startsWith("delist.fetch is ")
        .contains("PT3M", "PT2M");
  }

  @Test
  void aProbationThatOutlastsTheMailboxIsRefusedWhicheverOfTheTwoWasSet() {
    assertThat(failureWith("delist.policy.probation=91d").getDescription())
        .startsWith("delist.policy.probation is \"PT2184H\"")
        .contains("at most delist.retention.delisted-mailbox (PT2160H)");
    assertThat(failureWith("delist.retention.delisted-mailbox=29d").getDescription())
        .startsWith("delist.policy.probation is \"PT720H\"")
        .contains("at most delist.retention.delisted-mailbox (PT696H)");
  }

  @Test
  void aUrlThatIsNoneIsRefusedWithoutRepeatingThePasswordInIt() {
    FailureAnalysis failure =
        failureWith("delist.feeds[0].location=https://user:geheim@lists example/drop.txt");
    assertThat(failure.getDescription())
        .startsWith("delist.feeds[0].location: ")
        .contains("https://lists.example/drop.txt")
        .doesNotContain("geheim");
  }

  @Test
  void twoFeedsOfOneSourceAreRefused() {
    assertThat(
            failureWith(
                    "delist.feeds[0].location=a/drop.txt", "delist.feeds[1].location=b/drop.txt")
                .getDescription())
        .startsWith("delist.feeds[1].source is \"feed:drop\"")
        .contains("delist.feeds[0]");
  }

  @Test
  void aPasswordNeedsAUserAndIsNotShown() {
    FailureAnalysis failure = failureWith("delist.mail.password=hunter2");
    assertThat(failure.getDescription())
        .startsWith("delist.mail.username:")
        .contains("delist.mail.password")
        .doesNotContain("hunter2");
  }

  @Test
  void keysInTheConfigurationAndAKeyFileContradictEachOther() {
    FailureAnalysis failure =
        failureWith("delist.token.keys[0]=k1 primary AAAA", "delist.token.key-file=other.key");
    assertThat(failure.getDescription())
        .startsWith("delist.token.key-file is \"other.key\"")
        .contains("delist.token.keys");
  }

  @Test
  void aWeakKeyIsRefusedAndNotShown() {
    FailureAnalysis failure = failureWith("delist.token.keys[0]=k1 primary c2VjcmV0");
    assertThat(failure.getDescription())
        .startsWith("delist.token.keys:")
        .contains("openssl rand -base64 32")
        .doesNotContain("c2VjcmV0");
  }

  @Test
  void aKeyFileThatIsNoneIsLeftAsItIs() throws Exception {
    Path file = Files.writeString(dir.resolve("other.key"), "not a key\n");
    FailureAnalysis failure = failureWith("delist.token.key-file=" + file);
    assertThat(failure.getDescription())
        .startsWith("delist.token.key-file is \"" + file + "\"")
        .contains("line 1");
    assertThat(Files.readString(file)).isEqualTo("not a key\n");
  }

  @Test
  void aDataDirectoryThatCannotBeMadeStopsTheStart() throws Exception {
    Path file = Files.writeString(dir.resolve("file"), "");
    FailureAnalysis failure = failureWith("delist.data-dir=" + file);
    assertThat(failure.getDescription())
        .startsWith("delist.data-dir is \"" + file + "\"")
        .contains("cannot be read or made");
  }
}
