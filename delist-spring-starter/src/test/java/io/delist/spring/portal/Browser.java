package io.delist.spring.portal;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A visitor with a cookie jar, who follows no redirect by itself. */
final class Browser {

  private final String portal;
  private final String acceptLanguage;
  private final Map<String, String> headers = new HashMap<>();
  private final CookieManager cookies = new CookieManager();
  private final HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();

  Browser(String portal) {
    this(portal, "en");
  }

  Browser(String portal, String acceptLanguage) {
    this.portal = portal;
    this.acceptLanguage = acceptLanguage;
  }

  /** Sends this header from now on. */
  Browser with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  /** An answer, read as what it is. */
  record Answer(HttpResponse<String> response) {

    int status() {
      return response.statusCode();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    String body() {
      return response.body();
    }

    Document page() {
      return Jsoup.parse(response.body());
    }

    JsonNode json() {
      return JsonMapper.shared().readTree(response.body());
    }

    /** The request's id at the end of the URL that the answer leads to. */
    String requestId() {
      return header("Location").replaceFirst(".*/", "");
    }
  }

  Answer get(String path) {
    return send("GET", path, "", BodyPublishers.noBody());
  }

  Answer head(String path) {
    return send("HEAD", path, "", BodyPublishers.noBody());
  }

  Answer delete(String path) {
    return send("DELETE", path, "", BodyPublishers.noBody());
  }

  /** Submits a form: names and values in turn. */
  Answer submit(String path, String... fields) {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      form.append(form.isEmpty() ? "" : "&").append(fields[i]).append('=');
      form.append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
    }
    return send(
        "POST",
        path,
        "application/x-www-form-urlencoded",
        BodyPublishers.ofString(form.toString()));
  }

  Answer postJson(String path, String json) {
    return send("POST", path, "application/json", BodyPublishers.ofString(json));
  }

  Answer post(String path, String type, String body) {
    return send("POST", path, type, BodyPublishers.ofString(body));
  }

  private Answer send(String method, String path, String type, BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(portal + path)).method(method, body);
    if (!acceptLanguage.isEmpty()) {
      request.header("Accept-Language", acceptLanguage);
    }
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    headers.forEach(request::header);
    try {
      return new Answer(client.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new AssertionError(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(method + " " + path, e);
    }
  }

  Optional<HttpCookie> cookie(String name) {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals(name))
        .findFirst();
  }
}
