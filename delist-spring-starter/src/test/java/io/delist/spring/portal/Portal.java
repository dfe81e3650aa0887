package io.delist.spring.portal;

import io.delist.replica.Replica;
import io.delist.store.DelistRequest;
import io.delist.store.Store;
import io.delist.token.RequestId;
import io.delist.workflow.RequestProofs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** An application with the starter, on a port of its own, with a database in memory. */
final class Portal implements AutoCloseable {

  private final ConfigurableApplicationContext context;

  private Portal(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** Starts one; the relay is a port on which nobody listens unless a property says otherwise. */
  static Portal start(Path dataDir, String... properties) {
    return start(TestApplication.class, dataDir, properties);
  }

  static Portal start(Class<?> application, Path dataDir, String... properties) {
    List<String> arguments = new ArrayList<>();
    arguments.add("server.port=0");
    arguments.add("spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID());
    arguments.add("spring.main.banner-mode=off");
    arguments.add("delist.data-dir=" + dataDir);
    arguments.add("delist.node=mx1");
    arguments.add("delist.mail.port=1");
    arguments.add("delist.ordinary-ranges=192.0.2.0/24,198.51.100.0/24,2001:db8::/32");
    arguments.addAll(List.of(properties));
    SpringApplication spring = new SpringApplication(application);
    spring.setWebApplicationType(WebApplicationType.SERVLET);
    return new Portal(
        spring.run(arguments.stream().map(argument -> "--" + argument).toArray(String[]::new)));
  }

  String url() {
    return "http://localhost:" + ((WebServerApplicationContext) context).getWebServer().getPort();
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** The link of a request's mail, below the portal. */
  String linkOf(String requestId) {
    return "/confirm/" + bean(RequestProofs.class).linkOf(request(requestId));
  }

  DelistRequest request(String requestId) {
    RequestId id = RequestId.parse(requestId).orElseThrow();
    return bean(Store.class).read(transaction -> transaction.requests().find(id)).orElseThrow();
  }

  long revision() {
    return bean(Replica.class).blocklist().view().revision();
  }

  @Override
  public void close() {
    context.close();
  }
}
