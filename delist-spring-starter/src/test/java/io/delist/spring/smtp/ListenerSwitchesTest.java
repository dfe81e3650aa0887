package io.delist.spring.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.spring.DelistAutoConfiguration;
import io.delist.spring.DelistDnsblAutoConfiguration;
import io.delist.spring.DelistMailAutoConfiguration;
import io.delist.spring.DelistSmtpAutoConfiguration;
import io.delist.spring.InvalidPropertyException;
import io.delist.store.Store;
import io.delist.store.memory.MemoryStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

/** The switches of the listeners take the same words, and refuse the same. */
class ListenerSwitchesTest {

  private static final List<String> LISTENERS = List.of("postfix", "milter", "dnsbl");

  @TempDir Path dir;

  static Stream<Arguments> on() {
    return each("true", "on", "yes", "1", "TRUE", "Yes");
  }

  static Stream<Arguments> off() {
    return each("false", "off", "no", "0", "False", "OFF");
  }

  static Stream<Arguments> neither() {
    return each("", "tru", "2", "enabled", "-1");
  }

  private static Stream<Arguments> each(String... values) {
    List<Arguments> all = new ArrayList<>();
    for (String listener : LISTENERS) {
      for (String value : values) {
        all.add(Arguments.of(listener, value));
      }
    }
    return all.stream();
  }

  private WebApplicationContextRunner application(String listener, String value) {
    return new WebApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                DelistAutoConfiguration.class,
                DelistMailAutoConfiguration.class,
                DelistSmtpAutoConfiguration.class,
                DelistDnsblAutoConfiguration.class,
                DelistListenersAutoConfiguration.class))
        .withBean(Store.class, () -> new MemoryStore(InstantSource.system()))
        .withPropertyValues(
            "delist.data-dir=" + dir,
            "delist.portal.url=https://delist.example/",
            "delist.smtp.dnsbl.zone=bl.example.test",
            "delist.smtp." + listener + ".port=0",
            "delist.smtp." + listener + ".enabled=" + value);
  }

  @ParameterizedTest
  @MethodSource
  void on(String listener, String value) {
    application(listener, value)
        .run(
            context ->
                assertThat(context.getBean(SmtpListeners.class).all())
                    .singleElement()
                    .satisfies(one -> assertThat(one.name()).isEqualTo(listener)));
  }

  @ParameterizedTest
  @MethodSource
  void off(String listener, String value) {
    application(listener, value)
        .run(context -> assertThat(context.getBean(SmtpListeners.class).all()).isEmpty());
  }

  @ParameterizedTest
  @MethodSource
  void neither(String listener, String value) {
    application(listener, value)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(InvalidPropertyException.class)
                    .hasMessage(
                        "delist.smtp."
                            + listener
                            + ".enabled is \""
                            + value
                            + "\": must be true, on, yes or 1, or false, off, no or 0"));
  }
}
