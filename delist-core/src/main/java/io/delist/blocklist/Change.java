package io.delist.blocklist;

import io.delist.net.IpPrefix;

/**
 * One step of the list from one state to the next. The store gives the steps of a transaction their
 * revision; a {@link BlocklistProjection} applies them. Applying one twice changes nothing more.
 */
public sealed interface Change {

  /** The prefix that it is about. */
  IpPrefix prefix();

  /** A source lists a prefix, or replaces the terms of its listing. */
  record Listed(Listing listing) implements Change {
    @Override
    public IpPrefix prefix() {
      return listing.prefix();
    }
  }

  /** A source no longer lists a prefix. */
  record Unlisted(IpPrefix prefix, Source source) implements Change {}

  /** A prefix is exempt; replaces the exemption of the same prefix. */
  record Exempted(Exemption exemption) implements Change {
    @Override
    public IpPrefix prefix() {
      return exemption.prefix();
    }
  }

  /** The exemption of a prefix ends. */
  record ExemptionEnded(IpPrefix prefix) implements Change {}

  /** Listings of a prefix carry a soft mark; replaces the mark of the same prefix. */
  record Softened(SoftMark mark) implements Change {
    @Override
    public IpPrefix prefix() {
      return mark.prefix();
    }
  }

  /** The soft mark of a prefix ends. */
  record Hardened(IpPrefix prefix) implements Change {}

  /** A prefix goes on the allowlist, or its comment changes. */
  record Allowed(AllowEntry entry) implements Change {
    @Override
    public IpPrefix prefix() {
      return entry.prefix();
    }
  }

  /** A prefix leaves the allowlist. */
  record Disallowed(IpPrefix prefix) implements Change {}
}
