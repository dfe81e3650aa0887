package io.delist.spring.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.spring.DelistAutoConfiguration;
import io.delist.spring.DelistMailAutoConfiguration;
import io.delist.spring.DelistSmtpAutoConfiguration;
import io.delist.spring.InvalidPropertyException;
import io.delist.store.Store;
import io.delist.store.memory.MemoryStore;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

/** Nobody who is refused is sent to a URL of this machine. */
class PortalUrlNeededTest {

  @TempDir Path dir;

  private WebApplicationContextRunner application(String... properties) {
    return new WebApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                DelistAutoConfiguration.class,
                DelistMailAutoConfiguration.class,
                DelistSmtpAutoConfiguration.class,
                DelistListenersAutoConfiguration.class))
        .withBean(Store.class, () -> new MemoryStore(InstantSource.system()))
        .withPropertyValues("delist.data-dir=" + dir)
        .withPropertyValues(properties);
  }

  @ParameterizedTest
  @CsvSource({"postfix, port=0", "milter, port=0", "postfix, socket=", "milter, socket="})
  void aListenerThatRefusesDoesNotStartWithoutIt(String name, String where) {
    String prefix = "delist.smtp." + name + ".";
    String place = where.equals("socket=") ? where + dir.resolve("socket") : where;
    application(prefix + "enabled=true", prefix + place)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(InvalidPropertyException.class)
                    .hasMessage(
                        "delist.portal.url is \"\": refusals of "
                            + prefix.substring(0, prefix.length() - 1)
                            + " name it, so it must be set to where senders find the portal, as in"
                            + " https://delist.example.org/"));
  }

  @Test
  void whereNothingListensItMayBeMissing() {
    application().run(context -> assertThat(context).hasNotFailed());
  }
}
