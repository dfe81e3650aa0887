package io.delist.examples.portal;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * Starts portal, mail servers and mailbox in one process. Everything listens on 127.0.0.1 and keeps
 * its data in {@code delist.data-dir}; the settings are in {@code application.properties}.
 */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public final class PortalExample {

  PortalExample() {}

  public static void main(String[] args) {
    ParentWatch.begin();
    application().run(args);
  }

  /** What is to be run, once; tests run it in their own process. */
  static SpringApplication application() {
    SpringApplication application = new SpringApplication(PortalExample.class);
    application.setBannerMode(Banner.Mode.OFF);
    application.addInitializers(new FreePorts(), new DataDirectory());
    return application;
  }
}
