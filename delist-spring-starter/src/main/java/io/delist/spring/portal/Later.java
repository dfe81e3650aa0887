package io.delist.spring.portal;

import io.delist.limit.Limit;
import io.delist.workflow.Submission;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** The answer to a request that a limit stands against: whose fault it is, and when to return. */
record Later(HttpStatus status, HttpHeaders headers) {

  static Later of(Submission.TryLater later) {
    HttpHeaders headers = new HttpHeaders();
    headers.setInstant(HttpHeaders.RETRY_AFTER, later.at());
    // That all mails of the hour are used up is nothing that this client did.
    boolean ours = later.refusal().rule().equals(Limit.MAILS.id());
    return new Later(ours ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.TOO_MANY_REQUESTS, headers);
  }
}
