package io.delist.examples.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Ports that are free for the asking, and ports that are not. */
class PortTest {

  @TempDir private Path dataDir;

  @Test
  void aPortOf0IsReplacedAndAnotherIsLeftAlone() {
    try (GenericApplicationContext context = new GenericApplicationContext()) {
      context
          .getEnvironment()
          .getPropertySources()
          .addFirst(
              new MapPropertySource(
                  "test",
                  Map.of(
                      "server.port",
                      "0",
                      "example.smtp.port",
                      "2525",
                      "example.smtp.proxy-port",
                      "0")));
      new FreePorts().initialize(context);
      List<String> ports =
          Stream.of("server.port", "example.smtp.port", "example.smtp.proxy-port")
              .map(name -> context.getEnvironment().getRequiredProperty(name))
              .toList();
      assertThat(ports).doesNotHaveDuplicates().doesNotContain("0").contains("2525");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.smtp.port", "example.smtp.proxy-port"})
  void aPortInUseIsNamedWithTheWayOut(String property) throws IOException {
    try (ServerSocket held = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(
              () ->
                  new RunningExample(dataDir, "--" + property + "=" + held.getLocalPort()).close())
          .hasRootCauseInstanceOf(IOException.class)
          .satisfies(
              failure -> {
                FailureAnalysis analysis = new MailPortFailureAnalyzer().analyze(failure);
                assertThat(analysis).isNotNull();
                assertThat(analysis.getDescription())
                    .contains("127.0.0.1:" + held.getLocalPort(), property);
                assertThat(analysis.getAction()).contains("--" + property + "=PORT");
              });
    }
  }
}
