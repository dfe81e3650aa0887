package io.delist.blocklist;

import io.delist.net.IpPrefix;

/**
 * An entry that blocks a prefix.
 *
 * @param prefix what is blocked; one address is its /32 or /128
 * @param terms who lists it, why and how long
 */
public record Listing(IpPrefix prefix, ListingTerms terms) {}
