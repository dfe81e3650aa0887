package io.delist.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExemptRecipientsTest {

  private static final Set<String> ROLES = Set.of("postmaster", "abuse");

  private final ExemptRecipients ours =
      new ExemptRecipients(
          ROLES, Set.of("help@portal.example"), Set.of("example.org", "xn--bcher-kva.example"));
  private final ExemptRecipients anywhere = new ExemptRecipients(ROLES, Set.of(), Set.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postmaster",
        "<Postmaster>",
        "POSTMASTER@example.org",
        "<abuse@EXAMPLE.ORG>",
        "abuse@example.org.",
        "postmaster@[192.0.2.1]",
        "postmaster@b\u00fccher.example",
        "Help@Portal.example",
        "\"postmaster\"",
        "<\"Postmaster\"@example.org>",
        "\"abuse\"@[192.0.2.1]",
        "\"help\"@portal.example",
      })
  void reachable(String recipient) {
    assertThat(ours.covers(recipient)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<>",
        "@",
        "@example.org",
        "postmaster@",
        "postmaster@example.net",
        "postmaster@sub.example.org",
        "postmaster@example.org@example.net",
        "postmaster+x@example.org",
        "postmaster @example.org",
        "postmaster\r\n@example.org",
        "po\u017ftmaster@example.org",
        "postmaster@b\u00fc cher.example",
        "<postmaster@example.org",
        "help@example.org",
        "<",
        ">",
        "\"",
        "\"\"",
        "\"\"@example.org",
        "\"postmaster@example.org",
        "postmaster\"@example.org",
        "\"\"postmaster\"\"@example.org",
        "\" postmaster\"@example.org",
        "\"postmaster@example.org\"@example.net",
        "\"postmaster\"@example.net",
      })
  void refusable(String recipient) {
    assertThat(ours.covers(recipient)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"postmaster@example.net", "abuse@localhost", "abuse@[IPv6:2001:db8::1]"})
  void withNoOwnDomainsEveryDomainIsOurs(String recipient) {
    assertThat(anywhere.covers(recipient)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {309, 310, 100_000})
  void lengthIsBounded(int domainChars) {
    String recipient = "postmaster@" + "d".repeat(domainChars);
    assertThat(anywhere.covers(recipient)).isEqualTo(recipient.length() <= 320);
  }
}
