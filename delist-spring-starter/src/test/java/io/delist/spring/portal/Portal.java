package io.delist.spring.portal;

import static org.awaitility.Awaitility.await;

import io.delist.net.IpAddress;
import io.delist.replica.Replica;
import io.delist.store.DelistRequest;
import io.delist.store.RequestState;
import io.delist.store.Store;
import io.delist.token.ReferenceSigner;
import io.delist.token.RequestId;
import io.delist.workflow.RequestProofs;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** An application with the starter, on a port of its own, with a database in memory. */
final class Portal implements AutoCloseable {

  private final ConfigurableApplicationContext context;
  private final Browser operator;

  private Portal(ConfigurableApplicationContext context) {
    this.context = context;
    this.operator = new Browser(url());
  }

  /** What an application has to write: nothing. */
  @SpringBootConfiguration
  @EnableAutoConfiguration
  static class TestApplication {}

  /** Starts one; on its relay's port nobody listens unless a property says otherwise. */
  static Portal start(Path dataDir, String... properties) {
    return start(TestApplication.class, dataDir, properties);
  }

  static Portal start(Class<?> application, Path dataDir, String... properties) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("server.port", "0");
    settings.put("spring.datasource.url", "jdbc:h2:mem:" + UUID.randomUUID());
    settings.put("spring.main.banner-mode", "off");
    settings.put("management.endpoints.web.exposure.include", "health,blocklist");
    settings.put("management.endpoint.health.show-details", "always");
    settings.put("delist.data-dir", dataDir.toString());
    settings.put("delist.node", "mx1");
    settings.put("delist.mail.port", "1");
    // One browser asks for one mailbox, again and again; LimitsTest has the limits.
    settings.put("delist.limits.requests-per-client", "off");
    settings.put("delist.limits.pause-per-mailbox", "off");
    settings.put("delist.limits.mails-per-mailbox", "off");
    settings.put("delist.limits.requests-per-address", "off");
    settings.put("delist.limits.delistings-per-address", "off");
    settings.put("delist.ordinary-ranges", "192.0.2.0/24,198.51.100.0/24,2001:db8::/32");
    for (String property : properties) {
      int equals = property.indexOf('=');
      settings.put(property.substring(0, equals), property.substring(equals + 1));
    }
    SpringApplication spring = new SpringApplication(application);
    spring.setWebApplicationType(WebApplicationType.SERVLET);
    spring.setDefaultProperties(settings);
    return new Portal(spring.run());
  }

  String url() {
    return "http://localhost:" + ((WebServerApplicationContext) context).getWebServer().getPort();
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** Lists a prefix through the operator's endpoint and waits until it is served. */
  void list(String prefix) {
    Browser.Answer answer =
        operator.postJson(
            "/actuator/blocklist",
            "{\"prefix\":\"" + prefix + "\",\"reasonCode\":612,\"comment\":\"spam <seen>\"}");
    if (answer.status() != 200) {
      throw new AssertionError(answer.body());
    }
    long revision = answer.json().get("revision").asLong();
    await().until(() -> bean(Replica.class).blocklist().view().revision() >= revision);
  }

  /** The path of the link in a request's mail. */
  String linkOf(String requestId) {
    return "/confirm/" + bean(RequestProofs.class).linkOf(request(requestId));
  }

  String codeOf(String requestId) {
    return bean(RequestProofs.class).codeOf(request(requestId));
  }

  DelistRequest request(String requestId) {
    RequestId id = RequestId.parse(requestId).orElseThrow();
    return bean(Store.class).read(transaction -> transaction.requests().find(id)).orElseThrow();
  }

  void awaitState(String requestId, RequestState state) {
    await().until(() -> request(requestId).state() == state);
  }

  /** The path of the link in a refusal. */
  String referenceTo(String address) {
    return "/r/" + bean(ReferenceSigner.class).sign(IpAddress.parse(address), 1, Instant.now());
  }

  @Override
  public void close() {
    context.close();
  }
}
