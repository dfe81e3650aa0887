package io.delist.spring.portal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.context.support.ResourceBundleMessageSource;

/** The pages' words, apart from whatever message source the application has. */
final class Texts {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final ResourceBundleMessageSource source = new ResourceBundleMessageSource();

  Texts() {
    source.setBundleClassLoader(Texts.class.getClassLoader());
    source.setBasename("io.delist.spring.portal.messages");
    source.setDefaultEncoding(StandardCharsets.UTF_8.name());
    source.setFallbackToSystemLocale(false);
    source.setAlwaysUseMessageFormat(true);
  }

  String of(Locale language, String key, Object... facts) {
    return source.getMessage(key, facts, language);
  }

  /** A time as pages show it. */
  static String time(Instant instant) {
    return TIME.format(instant);
  }

  MessageSource source() {
    return source;
  }
}
