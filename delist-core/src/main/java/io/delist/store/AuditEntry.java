package io.delist.store;

import io.delist.net.IpPrefix;
import io.delist.token.RequestId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was done.
 *
 * @param at when
 * @param actor who: {@code visitor}, {@code operator}, {@code relay}, {@code timer}, {@code feed:x}
 * @param action what: {@code request.PENDING_MAIL}, {@code list}, {@code unlist}…
 * @param requestId the request that it was about, or null
 * @param prefix the prefix that it was about, or null
 * @param revision the list's revision that it made, or null
 * @param detail more, for an operator; no token, no code; {@linkplain StoredText cleaned} and cut
 *     to 500 characters
 */
public record AuditEntry(
    Instant at,
    String actor,
    String action,
    @Nullable RequestId requestId,
    @Nullable IpPrefix prefix,
    @Nullable Long revision,
    String detail) {

  public static final int LONGEST_DETAIL_CHARS = 500;

  public AuditEntry {
    at = at.truncatedTo(ChronoUnit.MILLIS);
    detail = StoredText.clean(detail, LONGEST_DETAIL_CHARS);
  }
}
