package io.delist.token;

import io.delist.net.IpAddress;
import java.time.Instant;

/**
 * What a reference in a refusal says: this address was refused, by the list at this revision, at
 * this time. Only {@link ReferenceSigner#verify} makes one.
 */
public final class Reference {

  private final IpAddress address;
  private final long revision;
  private final Instant at;

  Reference(IpAddress address, long revision, Instant at) {
    this.address = address;
    this.revision = revision;
    this.at = at;
  }

  public IpAddress address() {
    return address;
  }

  public long revision() {
    return revision;
  }

  /**
   * When the refusal was given, in whole seconds. It is for the caller to say how old is too old.
   */
  public Instant at() {
    return at;
  }

  @Override
  public String toString() {
    return "Reference[" + address + " at revision " + revision + ", " + at + "]";
  }
}
