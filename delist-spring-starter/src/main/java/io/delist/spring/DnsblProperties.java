package io.delist.spring;

import io.delist.smtp.dnsbl.SeveralListings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The list as a DNS zone.
 *
 * @param enabled Whether this process answers DNS queries about the list.
 * @param address Address to listen on, UDP and TCP. On a host with several addresses name one of
 *     them.
 * @param port Port to listen on; 0 for any that is free.
 * @param zone Name of the zone, as in bl.example.org. Must be set.
 * @param nameServers Names of the servers that the zone is delegated to, the primary first.
 * @param hostmaster Mailbox of who runs the zone, with a dot for the "@"; hostmaster in the zone if
 *     not set.
 * @param ttl How long a listing may be kept by resolvers, if it lasts so long: 1 second to 1 day.
 * @param negativeTtl How long "not listed" may be kept by resolvers: 1 second to 1 day.
 * @param text Text that goes with a listing, with {code}, {address} and {url}; the reference
 *     system's words if not set.
 * @param returnCode A record of listings that have no other, in 127.0.0.0/8.
 * @param sourceReturnCodes A records by source, each as in "feed:drop 127.0.0.4".
 * @param reasonReturnCodes A records by reason code, as in 607=127.0.0.8, for sources without one.
 * @param severalListings What an address is answered with that several listings block:
 *     most-specific, records or bitmask.
 * @param subZones Zones below the zone, each with the sources that it holds, as in drop=feed:drop.
 * @param retired Whether the zone is given up: it goes on being served and lists nothing.
 * @param clients Prefixes that may ask; everybody if empty.
 * @param responsesPerSecond How many answers a second go to one network (IPv4 /24, IPv6 /56) over
 *     UDP; 0 for no limit.
 * @param slip Every so many-th answer above that limit asks the client to come over TCP; 0 for
 *     none.
 * @param maxConnections How many TCP connections are served at a time.
 * @param idle How long a TCP connection may be silent.
 * @param grace How long a stop waits for answers under way.
 * @param threads How many threads answer; one for each processor if 0.
 */
@ConfigurationProperties("delist.smtp.dnsbl")
public record DnsblProperties(
    @DefaultValue("false") boolean enabled,
    @DefaultValue("127.0.0.1") String address,
    @DefaultValue("10053") int port,
    @Nullable String zone,
    @DefaultValue List<String> nameServers,
    @Nullable String hostmaster,
    @DefaultValue("5m") Duration ttl,
    @DefaultValue("1m") Duration negativeTtl,
    @Nullable String text,
    @DefaultValue("127.0.0.2") String returnCode,
    @DefaultValue List<String> sourceReturnCodes,
    @DefaultValue Map<Integer, String> reasonReturnCodes,
    @DefaultValue("most-specific") SeveralListings severalListings,
    @DefaultValue Map<String, List<String>> subZones,
    @DefaultValue("false") boolean retired,
    @DefaultValue List<String> clients,
    @DefaultValue("0") int responsesPerSecond,
    @DefaultValue("2") int slip,
    @DefaultValue("1000") int maxConnections,
    @DefaultValue("10s") Duration idle,
    @DefaultValue("5s") Duration grace,
    @DefaultValue("0") int threads) {}
