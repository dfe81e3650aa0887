package io.delist.spring.portal;

import io.delist.limit.LimitReached;
import io.delist.limit.Limits;
import io.delist.net.AddressSyntaxException;
import io.delist.net.IpAddress;
import io.delist.store.Store;
import io.delist.workflow.LimitRefusals;
import io.delist.workflow.Submission;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the requests of each client before anything else is done for them. What it refuses is
 * {@linkplain RefusedAtDoor booked}.
 *
 * <p>The client is who the servlet container says it is. Headers that a proxy adds count only if
 * Spring is told to believe them ({@code server.forward-headers-strategy}): otherwise anybody could
 * be any client.
 *
 * <p><b>Threads:</b> safe.
 */
final class ClientDoor {

  private static final Logger LOG = LoggerFactory.getLogger(ClientDoor.class);

  /** Who comes by no address that can be read: all of them are one client. */
  private static final IpAddress NOBODY = IpAddress.parse("0.0.0.0");

  private final Store store;
  private final Limits limits;
  private final RefusedAtDoor refused;
  private final boolean headersCount;
  private final AtomicBoolean told = new AtomicBoolean();

  /**
   * @param headersCount whether Spring reads the headers that a proxy adds
   */
  ClientDoor(Store store, Limits limits, RefusedAtDoor refused, boolean headersCount) {
    this.store = store;
    this.limits = limits;
    this.refused = refused;
    this.headersCount = headersCount;
  }

  /** Counts a request; what is to be said if the client has made too many. */
  Optional<Submission.TryLater> count(HttpServletRequest request) {
    tellOfProxies(request);
    IpAddress client = clientOf(request.getRemoteAddr());
    Optional<Submission.TryLater> tooMany =
        store
            .<Optional<LimitReached>>write(transaction -> limits.client(transaction, client))
            .map(LimitRefusals::tryLater);
    tooMany.ifPresent(later -> refused.book(later.refusal()));
    return tooMany;
  }

  /** An IPv6 address may come with the interface that it was met at: {@code fe80::1%eth0}. */
  static IpAddress clientOf(String remoteAddress) {
    int zone = remoteAddress.indexOf('%');
    try {
      return IpAddress.parse(zone < 0 ? remoteAddress : remoteAddress.substring(0, zone));
    } catch (AddressSyntaxException e) {
      return NOBODY;
    }
  }

  private void tellOfProxies(HttpServletRequest request) {
    boolean proxied =
        request.getHeader("X-Forwarded-For") != null || request.getHeader("Forwarded") != null;
    if (proxied && !headersCount && told.compareAndSet(false, true)) {
      LOG.warn(
          "requests come with headers of a proxy, which do not count: if there is one, all visitors"
              + " share the limit of one client; set server.forward-headers-strategy then");
    }
  }
}
