package io.delist.spring.portal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientDoorTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "::ffff:192.0.2.1, 192.0.2.1",
    "0:0:0:0:0:0:0:1, ::1",
    "fe80:0:0:0:1:2:3:4%eth0, fe80::1:2:3:4",
    "fe80::1%12, fe80::1",
    "'', 0.0.0.0",
    "unix:, 0.0.0.0",
    "%, 0.0.0.0"
  })
  void theClientIsWhoTheContainerSaysHoweverItIsWritten(String remoteAddress, String client) {
    assertThat(ClientDoor.clientOf(remoteAddress)).hasToString(client);
  }
}
