/**
 * A DNS blocklist (RFC 5782): the list as a DNS zone, for every mail server and filter that can ask
 * one. The zone ({@link io.delist.smtp.dnsbl.DnsblZone}) is plain code from the bytes of a query to
 * the bytes of an answer; {@link io.delist.smtp.dnsbl.DnsblServer} puts it on UDP and TCP.
 *
 * <p>Read {@link io.delist.smtp.dnsbl.DnsblZone} first, then {@code ZoneAnswers}.
 */
@NullMarked
package io.delist.smtp.dnsbl;

import org.jspecify.annotations.NullMarked;
