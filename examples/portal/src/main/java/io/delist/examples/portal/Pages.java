package io.delist.examples.portal;

import java.util.Locale;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * The pages of the example: templates in {@code pages/}, beside those of the portal and in its
 * look. They run no script.
 */
final class Pages {

  private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
          + " base-uri 'none'; frame-ancestors 'none'";

  private final SpringTemplateEngine engine = new SpringTemplateEngine();

  Pages() {
    ClassLoaderTemplateResolver templates =
        new ClassLoaderTemplateResolver(Pages.class.getClassLoader());
    templates.setPrefix("pages/");
    templates.setSuffix(".html");
    templates.setTemplateMode(TemplateMode.HTML);
    templates.setCharacterEncoding("UTF-8");
    engine.setTemplateResolver(templates);
  }

  ResponseEntity<String> show(HttpStatus status, String page, Map<String, ?> facts) {
    Context context = new Context(Locale.ENGLISH, Map.copyOf(facts));
    return ResponseEntity.status(status)
        .contentType(HTML)
        .cacheControl(CacheControl.noStore())
        .header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "no-referrer")
        .body(engine.process(page, context));
  }
}
