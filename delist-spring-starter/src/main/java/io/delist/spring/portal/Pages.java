package io.delist.spring.portal;

import io.delist.mailbox.EmailAddress;
import io.delist.spring.PortalLocation;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * Renders pages, with a template engine of its own: the application's is left alone.
 *
 * <p><b>Threads:</b> safe.
 */
final class Pages {

  private static final String POLICY =
      "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none';"
          + " base-uri 'none'";

  private final SpringTemplateEngine engine = new SpringTemplateEngine();
  private final PortalLocation portal;
  private final Visitors visitors;
  private final StyleSheet styleSheet;
  private final HumanScript humanScript;

  Pages(
      PortalLocation portal,
      Visitors visitors,
      StyleSheet styleSheet,
      HumanScript humanScript,
      Texts texts) {
    this.portal = portal;
    this.visitors = visitors;
    this.styleSheet = styleSheet;
    this.humanScript = humanScript;
    ClassLoaderTemplateResolver templates =
        new ClassLoaderTemplateResolver(Pages.class.getClassLoader());
    templates.setPrefix("io/delist/spring/portal/");
    templates.setSuffix(".html");
    templates.setTemplateMode(TemplateMode.HTML);
    templates.setCharacterEncoding(StandardCharsets.UTF_8.name());
    engine.setTemplateResolver(templates);
    engine.setTemplateEngineMessageSource(texts.source());
  }

  ResponseEntity<String> page(
      HttpStatus status, String template, Visitor visitor, Map<String, ?> model) {
    return page(status, template, visitor, model, new HttpHeaders());
  }

  ResponseEntity<String> page(
      HttpStatus status, String template, Visitor visitor, Map<String, ?> model, HttpHeaders more) {
    Context context = new Context(visitor.language());
    context.setVariable("base", visitor.base());
    context.setVariable("styleSheet", visitor.base() + "/" + styleSheet.link());
    context.setVariable("contact", contact());
    context.setVariable("languageLink", "?");
    context.setVariables(Map.copyOf(model));
    HttpHeaders headers = headers(visitor);
    if (model.containsKey(FormView.CHALLENGE)) {
      context.setVariable("humanScript", visitor.base() + "/" + humanScript.link());
      headers.set("Content-Security-Policy", POLICY + "; script-src 'self'");
    }
    headers.addAll(more);
    return ResponseEntity.status(status)
        .headers(headers)
        .contentType(new MediaType("text", "html", StandardCharsets.UTF_8))
        .body(engine.process(template, context));
  }

  /** Sends the browser on with a GET. */
  ResponseEntity<String> seeOther(Visitor visitor, String path, HttpHeaders more) {
    HttpHeaders headers = headers(visitor);
    headers.set(HttpHeaders.LOCATION, visitor.base() + path);
    headers.addAll(more);
    return ResponseEntity.status(HttpStatus.SEE_OTHER).headers(headers).build();
  }

  private @Nullable String contact() {
    EmailAddress contact = portal.contact();
    return contact == null ? null : contact.toString();
  }

  private HttpHeaders headers(Visitor visitor) {
    HttpHeaders headers = new HttpHeaders();
    headers.set("Content-Security-Policy", POLICY);
    // The token is in the URL of the confirmation page.
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Robots-Tag", "noindex");
    // Spring would name a file to save, since there are dots in tokens and references.
    headers.set(HttpHeaders.CONTENT_DISPOSITION, "inline");
    headers.setCacheControl(CacheControl.noStore());
    headers.setContentLanguage(visitor.language());
    if (visitor.languageChosen()) {
      headers.add(HttpHeaders.SET_COOKIE, visitors.languageCookie(visitor).toString());
    }
    return headers;
  }
}
