package io.delist.examples.portal;

import io.delist.smtp.listener.SmtpListener;
import io.delist.spring.smtp.SmtpListeners;
import io.delist.store.Store;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The example in this process, on free ports, with a data directory of the test's own. */
final class RunningExample implements AutoCloseable {

  private final ConfigurableApplicationContext context;
  private final MovableClock clock = new MovableClock();

  RunningExample(Path dataDir, String... further) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--delist.data-dir=" + dataDir,
                "--server.port=0",
                "--example.smtp.port=0",
                "--example.smtp.proxy-port=0",
                "--delist.smtp.postfix.port=0",
                "--delist.smtp.milter.port=0",
                "--delist.smtp.dnsbl.port=0"));
    for (String own : further) {
      String name = own.substring(0, own.indexOf('=') + 1);
      arguments.removeIf(argument -> argument.startsWith(name));
      arguments.add(own);
    }
    SpringApplication application = PortalExample.application();
    application.addInitializers(
        starting -> starting.getBeanFactory().registerSingleton("clock", clock));
    context = application.run(arguments.toArray(String[]::new));
  }

  URI home() {
    return URI.create(context.getEnvironment().getRequiredProperty("delist.portal.url"));
  }

  Browser browser() {
    return new Browser(home());
  }

  int smtpPort() {
    return context.getEnvironment().getRequiredProperty("example.smtp.port", Integer.class);
  }

  /** Where the DNS zone is served, UDP and TCP. */
  InetSocketAddress dnsbl() {
    return bean(SmtpListeners.class).all().stream()
        .filter(listener -> listener.name().equals("dnsbl"))
        .map(SmtpListener::address)
        .map(InetSocketAddress.class::cast)
        .findFirst()
        .orElseThrow();
  }

  int proxyPort() {
    return context.getEnvironment().getRequiredProperty("example.smtp.proxy-port", Integer.class);
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** Lets time pass for the store and all that asks it. */
  void pass(Duration time) {
    clock.pass(time);
  }

  /** The store's revision. */
  long revision() {
    return bean(Store.class).read(transaction -> transaction.list().revision());
  }

  /** A session from an address that the test chooses. */
  SmtpSession from(String client) throws IOException {
    return SmtpSession.proxied(proxyPort(), client);
  }

  @Override
  public void close() {
    context.close();
  }
}
