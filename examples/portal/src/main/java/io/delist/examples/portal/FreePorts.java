package io.delist.examples.portal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Puts a free port in the place of each port that is set to 0, before anything starts: refusals
 * name the portal's port and the portal mails through the mail server's, so all of them are known
 * first. Each is free when it is chosen; should another program take it before it is used, the
 * start fails as with any port in use.
 */
final class FreePorts implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  private static final List<String> PORTS =
      List.of("server.port", "example.smtp.port", "example.smtp.proxy-port");

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    ConfigurableEnvironment environment = context.getEnvironment();
    List<String> open =
        PORTS.stream()
            .filter(name -> "0".equals(environment.getProperty(name, "").strip()))
            .toList();
    if (!open.isEmpty()) {
      environment.getPropertySources().addFirst(new MapPropertySource("free ports", choose(open)));
    }
  }

  /** Holds all of them until the last is chosen, so that no two are the same. */
  private static Map<String, Object> choose(List<String> names) {
    Map<String, Object> chosen = new LinkedHashMap<>();
    List<ServerSocket> held = new ArrayList<>();
    try {
      try {
        for (String name : names) {
          ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
          held.add(socket);
          chosen.put(name, socket.getLocalPort());
        }
      } finally {
        for (ServerSocket socket : held) {
          socket.close();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on 127.0.0.1 for " + names, e);
    }
    return chosen;
  }
}
