package io.delist.fetch;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The URL of a list, {@code http} or {@code https}. A name and a password in it are sent as basic
 * authentication, to that host alone. They, the query and all of the path but a short last part are
 * never shown, for many servers of lists keep a key in one of them.
 */
public final class ListUrl {

  private static final int LONGEST_CHARS = 2000;
  private static final int LONGEST_SHOWN_CHARS = 40;

  private final URI uri;
  private final @Nullable String authorization;

  private ListUrl(URI uri, @Nullable String authorization) {
    this.uri = uri;
    this.authorization = authorization;
  }

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException if it is none of a list; the message does not repeat it
   */
  public static ListUrl parse(String text) {
    URI uri = text.length() > LONGEST_CHARS ? null : uri(text);
    String scheme = uri == null || uri.getScheme() == null ? "" : uri.getScheme();
    boolean web = scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https");
    if (uri == null || !web || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "it is no http or https URL of at most "
              + LONGEST_CHARS
              + " characters; write it as https://lists.example/drop.txt");
    }
    return new ListUrl(bare(uri), authorization(uri));
  }

  private static @Nullable URI uri(String text) {
    // A URI's own words would repeat what is secret in it.
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable String authorization(URI uri) {
    String user = uri.getUserInfo();
    return user == null
        ? null
        : "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
  }

  /** Without what is not for the request line: name and password, and the fragment. */
  private static URI bare(URI uri) {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return URI.create(origin(uri) + path + query);
  }

  private static String origin(URI uri) {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return (uri.getScheme() + "://" + uri.getHost() + port).toLowerCase(Locale.ROOT);
  }

  URI uri() {
    return uri;
  }

  /** What to send along when this host is asked. */
  Optional<String> authorization() {
    return Optional.ofNullable(authorization);
  }

  boolean isSameOrigin(ListUrl other) {
    return origin(uri).equals(origin(other.uri));
  }

  /**
   * Where a redirect leads.
   *
   * @throws FetchException if it leads nowhere that may be followed
   */
  ListUrl redirectedTo(String location) throws FetchException {
    URI relative = location.length() > LONGEST_CHARS ? null : uri(location);
    if (relative == null) {
      throw new FetchException("is redirected to what is no URL");
    }
    ListUrl next;
    try {
      next = parse(uri.resolve(relative).toString());
    } catch (IllegalArgumentException e) {
      throw new FetchException("is redirected to what is no http or https URL");
    }
    if (!next.uri.getScheme().equals(uri.getScheme())) {
      throw new FetchException(
          "is redirected from "
              + uri.getScheme()
              + " to "
              + next
              + "; name that one, if it is the right one");
    }
    return next.isSameOrigin(this) ? new ListUrl(next.uri, authorization) : next;
  }

  /**
   * Scheme, host and port, and the last part of the path, the file's name, if it has at most
   * {@value #LONGEST_SHOWN_CHARS} characters; what is left out is a {@code …}.
   */
  @Override
  public String toString() {
    String path = uri.getRawPath();
    int slash = path.lastIndexOf('/');
    String name = path.substring(slash + 1);
    return origin(uri)
        + (slash == 0 ? "/" : "/…/")
        + (name.length() <= LONGEST_SHOWN_CHARS ? name : "…");
  }
}
