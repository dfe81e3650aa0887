package io.delist.examples.portal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TryFormTest {

  private static final TryForm GOOD = TryForm.suggestion();

  @Test
  void theSuggestionCanBeSent() {
    assertThat(GOOD.errors()).isEmpty();
    assertThat(TryForm.of(null, " a@example.org ", null))
        .isEqualTo(new TryForm(GOOD.client(), "a@example.org", GOOD.to()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "203.0.113.9 127.0.0.1 1 2",
        "203.0.113.9\r\nEHLO x",
        "fe80::1%eth0",
        "0x7f000001",
      })
  void aClientThatIsNoAddressIsSaid(String client) {
    assertThat(new TryForm(client, GOOD.from(), GOOD.to()).errors()).containsOnlyKeys("client");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nobody",
        "a@example.org>\r\nRCPT TO:<b@example.org",
        "a@example.org> SIZE=1",
        "a\u760db@example.org",
        "\"a b\"@example.org",
      })
  void whatIsNoMailboxIsSaid(String mailbox) {
    assertThat(new TryForm(GOOD.client(), mailbox, mailbox).errors())
        .containsOnlyKeys("from", "to");
  }
}
