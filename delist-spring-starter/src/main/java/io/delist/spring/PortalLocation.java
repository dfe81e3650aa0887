package io.delist.spring;

import io.delist.mailbox.EmailAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Where visitors find the portal: {@code delist.portal.url}, or, if that is not set, localhost at
 * the port of this process's own web server.
 *
 * <p><b>Time:</b> with {@code server.port=0} and no URL set, the URL is known once the web server
 * listens. <b>Threads:</b> safe.
 */
public final class PortalLocation {

  private static final String URL = "delist.portal.url";
  private static final String BASE_PATH = "delist.portal.base-path";
  private static final String HUMAN_CHECK = "delist.portal.human-check";
  private static final String ALTCHA_CLASS = "org.altcha.altcha.Altcha";
  private static final String CONTACT = "delist.portal.contact";
  private static final String DEFAULT_PORT = "8080";

  private final @Nullable URI configured;
  private final @Nullable EmailAddress contact;
  private final String basePath;
  private final boolean altcha;
  private final Environment environment;

  PortalLocation(DelistProperties.Portal portal, Environment environment) {
    String url = portal.url();
    this.configured = url == null || url.isBlank() ? null : parse(url);
    this.contact = contact(portal.contact());
    this.basePath = checkBasePath(portal.basePath());
    this.altcha = isAltcha(portal.humanCheck());
    this.environment = environment;
  }

  private static boolean isAltcha(String value) {
    return switch (value) {
      case "none" -> false;
      case "altcha" -> {
        if (!ClassUtils.isPresent(ALTCHA_CLASS, PortalLocation.class.getClassLoader())) {
          throw new InvalidPropertyException(
              HUMAN_CHECK, value, "add org.altcha:altcha to the application, or leave it out");
        }
        yield true;
      }
      default -> throw new InvalidPropertyException(HUMAN_CHECK, value, "must be none or altcha");
    };
  }

  /** Whether the form and the API ask for a proof of work. */
  public boolean hasAltcha() {
    return altcha;
  }

  /** Whether the URL was set; one that was not is of use on this machine only. */
  public boolean isConfigured() {
    return configured != null;
  }

  /**
   * Fails if the URL was not set, for what reaches people who are not on this machine.
   *
   * @param namedBy what names the URL, in the plural, for the message
   * @throws InvalidPropertyException if it was not
   */
  public void requireConfigured(String namedBy) {
    if (configured == null) {
      throw new InvalidPropertyException(
          URL,
          "",
          namedBy
              + " name it, so it must be set to where senders find the portal, as in"
              + " https://delist.example.org/");
    }
  }

  /**
   * The public URL of the form, with a slash at its end.
   *
   * @throws IllegalStateException if it is not known yet
   */
  public URI url() {
    if (configured != null) {
      return configured;
    }
    String port = port();
    if (port.equals("0")) {
      throw new IllegalStateException(
          URL
              + " is not set and server.port is 0, so the portal's URL is known only once the web"
              + " server listens; set "
              + URL
              + ", or ask for this bean later (ObjectProvider, in a SmartLifecycle of a late phase)");
    }
    return derived(port);
  }

  /**
   * The name that tokens and references are made for: the URL, as far as the configuration alone
   * tells it, so that it is the same after a restart.
   */
  String audience() {
    return configured != null
        ? configured.toString()
        : derived(environment.getProperty("server.port", DEFAULT_PORT)).toString();
  }

  /** Whether visitors come over TLS, so that cookies can be kept to it. */
  public boolean isSecure() {
    return configured != null && "https".equals(configured.getScheme());
  }

  /** The domain for mailboxes at the portal; localhost if its host has no name. */
  String mailDomain() {
    String host = configured == null ? "localhost" : configured.getHost();
    return host.matches("[0-9.]+|\\[.*") ? "localhost" : host;
  }

  /** The path that the pages are below, without a slash at its end; empty for the top. */
  public String basePath() {
    return basePath;
  }

  /** The mailbox for questions, or null if none is set. */
  public @Nullable EmailAddress contact() {
    return contact;
  }

  private String port() {
    return environment.getProperty(
        "local.server.port", environment.getProperty("server.port", DEFAULT_PORT));
  }

  private URI derived(String port) {
    String context = environment.getProperty("server.servlet.context-path", "");
    return URI.create("http://localhost:" + port + context + basePath + "/");
  }

  private static URI parse(String text) {
    String example = "; write it as https://delist.example.org/";
    URI uri;
    try {
      uri = new URI(text.strip());
    } catch (URISyntaxException e) {
      throw new InvalidPropertyException(URL, text, "it is not a URL: " + e.getReason() + example);
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    boolean web = scheme.equals("http") || scheme.equals("https");
    if (!web || uri.getHost() == null || uri.getRawUserInfo() != null) {
      throw new InvalidPropertyException(
          URL, text, "it must be http:// or https:// with a host and no user" + example);
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new InvalidPropertyException(
          URL, text, "it may not have a query or fragment" + example);
    }
    if (!uri.toString().chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new InvalidPropertyException(URL, text, "it must be in ASCII" + example);
    }
    String path = uri.getRawPath().replaceAll("/+$", "") + "/";
    return URI.create(scheme + "://" + uri.getRawAuthority().toLowerCase(Locale.ROOT) + path);
  }

  private static @Nullable EmailAddress contact(@Nullable String text) {
    return text == null || text.isBlank()
        ? null
        : InvalidPropertyException.reading(CONTACT, text, () -> EmailAddress.parse(text));
  }

  private static String checkBasePath(String path) {
    if (!path.isEmpty() && !path.matches("(/[A-Za-z0-9._~-]+)+")) {
      throw new InvalidPropertyException(
          BASE_PATH,
          path,
          "it must be empty or start with a slash and not end with one, as in /delist");
    }
    return path;
  }
}
