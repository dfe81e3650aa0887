package io.delist.benchmarks;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * The measurements of servers run, for a moment. A wrong answer of policy server or milter fails
 * them; that of the DNS zone only counts what comes back.
 */
class ServersSmokeTest {

  @Test
  void thePolicyServerBesideAnEchoAndWhileItsListIsLoaded() {
    assertThatCode(() -> PolicyRates.main(new String[] {"8", "1", "0.1", "2000"}))
        .doesNotThrowAnyException();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void idleConnectionsOfThePolicyServer() {
    assertThatCode(() -> PolicyIdle.main(new String[] {"50"})).doesNotThrowAnyException();
  }

  @Test
  void theMilterBesideAnEcho() {
    assertThatCode(() -> MilterSessions.main(new String[] {"0.2", "1", "4"}))
        .doesNotThrowAnyException();
  }

  @Test
  void theDnsZoneBesideOthers() {
    assertThatCode(() -> DnsblRates.main(new String[] {"1000", "1", "0.1"}))
        .doesNotThrowAnyException();
  }
}
