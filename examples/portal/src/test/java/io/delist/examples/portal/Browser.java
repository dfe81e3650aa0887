package io.delist.examples.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;

/**
 * A browser of one visitor, as far as the portal needs one: cookies of its own, links, forms by the
 * names that people see, redirects followed.
 */
final class Browser {

  private final HttpClient http =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();
  private final URI home;
  private final String language;

  Browser(URI home) {
    this(home, "en");
  }

  Browser(URI home, String language) {
    this.home = home;
    this.language = language;
  }

  /** A page as it came. */
  record Page(int status, URI at, String body) {

    Document document() {
      return Jsoup.parse(body, at.toString());
    }

    String text() {
      return document().body().text();
    }

    ReceivedMail mail() {
      return new ReceivedMail(body);
    }

    Page expect(int wanted) {
      assertThat(status).describedAs("%s%n%s", at, text()).isEqualTo(wanted);
      return this;
    }

    /** The form with this button. */
    FormElement form(String button) {
      return document().select("form").stream()
          .filter(form -> buttonOf(form).equals(button))
          .map(FormElement.class::cast)
          .findFirst()
          .orElseThrow(() -> new AssertionError("no button \"" + button + "\" in " + body));
    }

    private static String buttonOf(Element form) {
      Element button = form.selectFirst("button, input[type=submit]");
      return button == null ? "" : button.is("button") ? button.text() : button.attr("value");
    }

    /** The field with this label. */
    Element field(String label) {
      Document document = document();
      return document.select("label").stream()
          .filter(candidate -> candidate.text().equals(label))
          .map(candidate -> document.getElementById(candidate.attr("for")))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no field \"" + label + "\" in " + body));
    }

    /** What the page says is wrong with the field. */
    String errorAt(String label) {
      Element field = field(label);
      assertThat(field.attr("aria-invalid")).isEqualTo("true");
      for (String id : field.attr("aria-describedby").split(" ", -1)) {
        Element described = id.isEmpty() ? null : document().getElementById(id);
        if (described != null && !described.text().isBlank() && id.contains("error")) {
          return described.text();
        }
      }
      throw new AssertionError("no message at \"" + label + "\" in " + body);
    }
  }

  /** The server went away. */
  static final class ConnectionLost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ConnectionLost(IOException cause) {
      super(cause);
    }
  }

  Page get(String path) {
    return send(request(path).GET());
  }

  int head(String path) {
    return send(request(path).method("HEAD", BodyPublishers.noBody())).status();
  }

  /** Types into fields and presses the button. */
  Page submit(Page page, String button, Map<String, String> typed) {
    Map<String, String> names =
        typed.keySet().stream()
            .collect(Collectors.toMap(label -> page.field(label).attr("name"), typed::get));
    FormElement form = page.form(button);
    String body =
        form.formData().stream()
            .filter(pair -> !names.containsKey(pair.key()))
            .map(pair -> pair(pair.key(), pair.value()))
            .collect(Collectors.joining("&"));
    String own =
        names.entrySet().stream()
            .map(entry -> pair(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining("&"));
    String all = body.isEmpty() ? own : own.isEmpty() ? body : body + "&" + own;
    return post(
        form.absUrl("action").isEmpty() ? page.at().toString() : form.absUrl("action"), all);
  }

  Page post(String path, String form) {
    return send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  /** An operator's or a program's call. */
  Page json(String method, String path, String body) {
    return send(
        request(path)
            .setHeader("Accept", "application/json")
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(home.resolve(path))
        .header("Accept", "text/html")
        .header("Accept-Language", language);
  }

  private Page send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      return new Page(response.statusCode(), response.uri(), response.body());
    } catch (IOException e) {
      throw new ConnectionLost(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  static String pair(String name, String value) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8)
        + "="
        + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
