package io.delist.bounce;

import io.delist.net.IpAddress;
import io.delist.net.SpecialPurpose;

/**
 * An address found in a text.
 *
 * @param index where it starts
 * @param ordinary whether mail may come from it. Documentation ranges count as ordinary here: the
 *     examples and trial installations that they are made for get bounces too.
 */
record AddressHit(IpAddress address, int index, Strength strength, boolean ordinary) {

  static AddressHit of(IpAddress address, int index, Strength strength) {
    boolean ordinary =
        SpecialPurpose.of(address)
            .map(range -> range.name().startsWith("Documentation"))
            .orElse(true);
    return new AddressHit(address, index, strength, ordinary);
  }
}
