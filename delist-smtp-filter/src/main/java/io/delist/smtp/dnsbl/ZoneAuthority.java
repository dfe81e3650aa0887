package io.delist.smtp.dnsbl;

import java.util.List;

/**
 * What the zone says of itself: its SOA and NS records. Times in seconds.
 *
 * @param primary the first name server, or the zone itself
 * @param hostmaster the mailbox, as a name
 * @param ttl the longest time for which a listing may be kept
 * @param negativeTtl how long "not listed" may be kept
 */
record ZoneAuthority(
    DomainName primary,
    DomainName hostmaster,
    List<DomainName> servers,
    int ttl,
    int negativeTtl,
    int refresh,
    int retry,
    int expire) {}
