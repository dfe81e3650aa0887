package io.delist.fetch;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Gets a URL into a file, within limits of time and size, as it was sent: packed if the server
 * packed it. Redirects are followed to the same scheme alone, five at most.
 */
final class HttpFetch {

  private static final int MOST_REDIRECTS = 5;
  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;

  private final HttpClient client;
  private final FetchLimits limits;
  private final InstantSource clock;

  /**
   * What the server said.
   *
   * @param isNew false for 304, not modified
   */
  record Answer(boolean isNew, HttpHeaders headers) {}

  HttpFetch(FetchLimits limits, InstantSource clock) {
    this.limits = limits;
    this.clock = clock;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(limits.connectTime())
            .build();
  }

  /**
   * Gets it.
   *
   * @param known what to ask with, so that what is known already is not sent again
   * @param file where to
   * @throws IOException if there is nothing to be had; the message is fit to be shown
   */
  Answer get(ListUrl url, Validators known, Path file) throws IOException {
    Instant end = clock.instant().plus(limits.totalTime());
    ListUrl at = url;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      HttpResponse<Optional<Path>> response = send(request(at, known), file, end);
      int status = response.statusCode();
      if (status == OK) {
        return new Answer(true, response.headers());
      }
      if (status == NOT_MODIFIED && !known.isEmpty()) {
        return new Answer(false, response.headers());
      }
      Optional<String> location = response.headers().firstValue("Location");
      if (!isRedirect(status) || location.isEmpty()) {
        throw FetchException.status(status, RetryAfter.in(response.headers(), clock.instant()));
      }
      at = at.redirectedTo(location.get());
    }
    throw new FetchException("is redirected more than " + MOST_REDIRECTS + " times");
  }

  private static boolean isRedirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  }

  private static HttpRequest request(ListUrl url, Validators known) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url.uri())
            .header("Accept-Encoding", "gzip")
            .header("User-Agent", "delist")
            .GET();
    known.addTo(request);
    url.authorization().ifPresent(words -> request.header("Authorization", words));
    return request.build();
  }

  private HttpResponse<Optional<Path>> send(HttpRequest request, Path file, Instant end)
      throws IOException {
    CompletableFuture<HttpResponse<Optional<Path>>> response =
        client.sendAsync(request, head -> body(head, file));
    Duration left = Duration.between(clock.instant(), end);
    try {
      return response.get(Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new FetchException("did not come whole within " + limits.totalTime());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FetchException("was not waited for, as this process ends");
    } catch (ExecutionException e) {
      throw shown(e.getCause());
    } finally {
      response.cancel(true);
    }
  }

  private HttpResponse.BodySubscriber<Optional<Path>> body(
      HttpResponse.ResponseInfo head, Path file) {
    return head.statusCode() == OK
        ? BodySubscribers.mapping(new LimitedFile(file, limits.largestBytes()), Optional::of)
        : BodySubscribers.replacing(Optional.empty());
  }

  /** The subscriber's own words, wherever the client has wrapped them. */
  private static IOException shown(@Nullable Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof FetchException known) {
        return known;
      }
    }
    return new FetchException(
        "cannot be fetched (" + (cause == null ? "no cause given" : cause.toString()) + ")");
  }
}
