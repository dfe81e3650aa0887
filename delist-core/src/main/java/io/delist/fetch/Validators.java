package io.delist.fetch;

import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.util.Optional;

/**
 * What a server gave to ask again with (RFC 9110 section 8.8): sent back, they let it answer "not
 * modified" instead of the list.
 */
record Validators(Optional<String> etag, Optional<String> lastModified) {

  static final Validators NONE = new Validators(Optional.empty(), Optional.empty());

  static Validators of(HttpHeaders headers) {
    return new Validators(headers.firstValue("ETag"), headers.firstValue("Last-Modified"));
  }

  boolean isEmpty() {
    return etag.isEmpty() && lastModified.isEmpty();
  }

  void addTo(HttpRequest.Builder request) {
    etag.ifPresent(tag -> request.header("If-None-Match", tag));
    lastModified.ifPresent(time -> request.header("If-Modified-Since", time));
  }
}
