package io.delist.smtp.milter;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.smtp.GateMode;
import io.delist.smtp.peers.Program;
import io.delist.smtp.peers.SystemTests;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts beside this class, run by {@code miltertest}, which plays the mail server. */
class MiltertestIT {

  @BeforeAll
  static void programs() {
    SystemTests.require("miltertest");
  }

  @ParameterizedTest
  @ValueSource(strings = {"negotiation", "stages", "macros", "messages", "enforce"})
  void enforcing(String script) throws URISyntaxException {
    try (MilterServer server = MilterFixture.start()) {
      run(script, "enforce", server);
      assertThat(server.health().malformed() + server.health().failed()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"negotiation", "stages", "macros", "messages", "monitor"})
  void monitoring(String script) throws URISyntaxException {
    try (MilterServer server = MilterFixture.start(GateMode.MONITOR)) {
      run(script, "monitor", server);
      assertThat(server.health().malformed() + server.health().failed()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"negotiation", "stages", "macros", "messages", "tag"})
  void tagging(String script) throws URISyntaxException {
    try (MilterServer server = MilterFixture.start(GateMode.TAG)) {
      run(script, "tag", server);
      assertThat(server.health().malformed() + server.health().failed()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"negotiation", "stages", "macros", "messages", "quarantine"})
  void quarantining(String script) throws URISyntaxException {
    try (MilterServer server =
        MilterServer.builder(MilterFixture.gate())
            .address(MilterFixture.anyPort())
            .quarantine()
            .start()) {
      run(script, "quarantine", server);
      assertThat(server.health().malformed() + server.health().failed()).isZero();
    }
  }

  /** A script that expects a refusal where there is none fails, so the others prove something. */
  @Test
  void aWrongAnswerIsNoticed() throws URISyntaxException {
    try (MilterServer server = MilterFixture.start(GateMode.MONITOR)) {
      assertThat(result("enforce", "enforce", server).output())
          .contains("FAILED: 192.0.2.66: the reply was");
    }
  }

  private static void run(String script, String mode, MilterServer server)
      throws URISyntaxException {
    assertThat(result(script, mode, server).orThrow()).doesNotContain("FAILED");
  }

  private static Program.Result result(String script, String mode, MilterServer server)
      throws URISyntaxException {
    return Program.run(
        "miltertest",
        "-D",
        "endpoint=inet:" + MilterFixture.port(server) + "@127.0.0.1",
        "-D",
        "steps=" + resource("steps.lua"),
        "-D",
        "mode=" + mode,
        "-s",
        resource(script + ".lua").toString());
  }

  static Path resource(String name) throws URISyntaxException {
    return Path.of(MiltertestIT.class.getResource(name).toURI());
  }
}
