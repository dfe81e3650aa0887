package io.delist.smtp.dnsbl;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.util.List;

/**
 * Who may ask. Immutable.
 *
 * <p><b>Cost:</b> a comparison for each prefix, of which there are at most {@value #MOST}.
 */
final class ClientNetworks {

  static final int MOST = 1000;

  private final IpPrefix[] allowed;

  /**
   * @param allowed prefixes; none means that everybody may ask
   * @throws IllegalArgumentException if there are too many
   */
  ClientNetworks(List<IpPrefix> allowed) {
    if (allowed.size() > MOST) {
      throw new IllegalArgumentException(
          allowed.size() + " client prefixes are too many; the limit is " + MOST);
    }
    this.allowed = allowed.toArray(new IpPrefix[0]);
  }

  boolean isOpen() {
    return allowed.length == 0;
  }

  boolean mayAsk(IpAddress client) {
    for (IpPrefix prefix : allowed) {
      if (prefix.contains(client)) {
        return true;
      }
    }
    return allowed.length == 0;
  }
}
