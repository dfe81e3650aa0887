package io.delist.smtp.dnsbl;

import io.delist.blocklist.ListingTerms;
import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Source;
import io.delist.blocklist.Verdict;
import io.delist.net.IpAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a zone to one question after the other.
 *
 * <p><b>Cost:</b> one lookup in the list; no allocation for what is not listed, and none for the A
 * record of an IPv4 address. <b>Threads:</b> one at a time; each has its own.
 */
final class ZoneAnswers {

  private static final int LISTED_TEST = 0x7f00_0002;
  private static final int UNLISTED_TEST = 0x7f00_0001;
  private static final long MAPPED = 0x0000_ffff_0000_0000L;
  private static final int MAPPED_BITS = 96;

  /** What the test entry is listed with. */
  private static final ListingTerms TEST_TERMS =
      new ListingTerms(
          new Source("test"), ReasonCode.BANNED, "", Instant.EPOCH, Instant.EPOCH, null);

  private final DnsblZone zone;
  private final byte[] apex;
  private final ReversedName name = new ReversedName();
  private final Blocking blocking = new Blocking();

  ZoneAnswers(DnsblZone zone) {
    this.zone = zone;
    this.apex = zone.apex.wire();
  }

  /** Writes the answer to a question. */
  Outcome answer(Query query, AnswerWriter to) {
    int apexLabel = apexLabel(query);
    boolean transfer = query.type == Wire.TYPE_AXFR || query.type == Wire.TYPE_IXFR;
    if (apexLabel < 0 || query.recordClass != Wire.CLASS_IN || transfer) {
      to.finish(query, Wire.REFUSED, false);
      return Outcome.REFUSED;
    }
    if (!zone.retired && !zone.loaded.getAsBoolean()) {
      to.finish(query, Wire.SERVFAIL, false);
      return Outcome.NOT_LOADED;
    }
    int apexAt = query.suffixAt(apexLabel);
    SubZone subZone = apexLabel == 0 ? null : subZone(query, apexLabel - 1);
    int labels = subZone == null ? apexLabel : apexLabel - 1;
    if (labels == 0) {
      return apex(query, apexAt, subZone == null, to);
    }
    name.read(query, labels);
    if (!zone.retired) {
      IpAddress address = lookUp(subZone);
      if (address != null) {
        return listed(query, apexAt, address, to);
      }
      if (mayExist()) {
        return noData(query, apexAt, to);
      }
    }
    to.soa(query, apexAt, false, zone.authority, serial());
    to.finish(query, Wire.NXDOMAIN, true);
    return Outcome.NOT_LISTED;
  }

  /** The label at which the zone's name begins in the question, or -1 if it does not end in it. */
  private int apexLabel(Query query) {
    int nameEnd = query.suffixAt(query.labels) + 1;
    int at = nameEnd - apex.length;
    if (at < Wire.HEADER) {
      return -1;
    }
    byte[] message = query.message;
    for (int i = 0; i < apex.length; i++) {
      if (Wire.lower(message[at + i]) != apex[i]) {
        return -1;
      }
    }
    // The same octets may also be the end of a label and what follows it.
    return Math.max(-1, Arrays.binarySearch(query.labelAt, 0, query.labels + 1, at));
  }

  private @Nullable SubZone subZone(Query query, int label) {
    for (int i = 0; i < zone.subZones.size(); i++) {
      if (zone.subZones.get(i).isNamedBy(query, label)) {
        return zone.subZones.get(i);
      }
    }
    return null;
  }

  private Outcome apex(Query query, int apexAt, boolean ofZone, AnswerWriter to) {
    boolean any = query.type == Wire.TYPE_ANY;
    if (ofZone && (query.type == Wire.TYPE_SOA || any)) {
      to.soa(query, apexAt, true, zone.authority, serial());
    } else if (ofZone && query.type == Wire.TYPE_NS && !zone.authority.servers().isEmpty()) {
      for (DomainName server : zone.authority.servers()) {
        to.ns(query, apexAt, zone.authority.ttl(), server);
      }
    } else {
      return noData(query, apexAt, to);
    }
    to.finish(query, Wire.NOERROR, true);
    return Outcome.ZONE;
  }

  private Outcome noData(Query query, int apexAt, AnswerWriter to) {
    to.soa(query, apexAt, false, zone.authority, serial());
    to.finish(query, Wire.NOERROR, true);
    return Outcome.ZONE;
  }

  /** Fills {@link #blocking}; the address if it is listed, else null. */
  private @Nullable IpAddress lookUp(@Nullable SubZone subZone) {
    blocking.clear();
    if (name.isV4Address()) {
      return lookUpV4(name.v4Bits, subZone);
    }
    if (!name.isV6Address()) {
      return null;
    }
    if (IpAddress.isMapped(name.high, name.low)) {
      return lookUpV4((int) name.low, subZone);
    }
    if (asksAll(subZone)) {
      IpAddress address = IpAddress.ofV6(name.high, name.low);
      collect(address, subZone);
      return blocking.count() > 0 ? address : null;
    }
    return zone.blocklist.check(name.high, name.low) instanceof Verdict.Listed listed
        ? first(listed, IpAddress.ofV6(name.high, name.low))
        : null;
  }

  private @Nullable IpAddress lookUpV4(int bits, @Nullable SubZone subZone) {
    if (bits == LISTED_TEST || bits == UNLISTED_TEST) {
      if (bits == UNLISTED_TEST) {
        return null;
      }
      blocking.add(TEST_TERMS);
      return IpAddress.ofV4(bits);
    }
    if (asksAll(subZone)) {
      IpAddress address = IpAddress.ofV4(bits);
      collect(address, subZone);
      return blocking.count() > 0 ? address : null;
    }
    return zone.blocklist.check(bits) instanceof Verdict.Listed listed
        ? first(listed, IpAddress.ofV4(bits))
        : null;
  }

  private boolean asksAll(@Nullable SubZone subZone) {
    return subZone != null || zone.several != SeveralListings.MOST_SPECIFIC;
  }

  private void collect(IpAddress address, @Nullable SubZone subZone) {
    blocking.collect(
        zone.blocklist.view(),
        address,
        zone.clock.millis(),
        subZone == null ? null : subZone.sources());
    if (zone.several == SeveralListings.MOST_SPECIFIC) {
      blocking.keepFirst();
    }
  }

  private IpAddress first(Verdict.Listed listed, IpAddress address) {
    blocking.add(listed.terms());
    return address;
  }

  private Outcome listed(Query query, int apexAt, IpAddress address, AnswerWriter to) {
    if (query.type == Wire.TYPE_TXT) {
      texts(query, address, to);
    } else if (query.type == Wire.TYPE_A || query.type == Wire.TYPE_ANY) {
      // A part of what there is will do for ANY (RFC 8482 section 4.1).
      addresses(query, to);
    } else {
      return noData(query, apexAt, to);
    }
    to.finish(query, Wire.NOERROR, true);
    return Outcome.LISTED;
  }

  private void addresses(Query query, AnswerWriter to) {
    int ttl = ttl();
    if (zone.several == SeveralListings.BITMASK) {
      int mask = 0;
      for (int i = 0; i < blocking.count(); i++) {
        mask |= zone.codes.of(blocking.get(i));
      }
      to.a(query, ttl, mask);
      return;
    }
    for (int i = 0; i < blocking.count(); i++) {
      if (isNewCode(i)) {
        to.a(query, ttl, zone.codes.of(blocking.get(i)));
      }
    }
  }

  private boolean isNewCode(int i) {
    int code = zone.codes.of(blocking.get(i));
    for (int k = 0; k < i; k++) {
      if (zone.codes.of(blocking.get(k)) == code) {
        return false;
      }
    }
    return true;
  }

  private void texts(Query query, IpAddress address, AnswerWriter to) {
    int ttl = ttl();
    int count = zone.several == SeveralListings.BITMASK ? 1 : blocking.count();
    List<byte[]> written = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      byte[] text = zone.text.of(blocking.get(i).reasonCode(), address);
      // Two equal records are one (RFC 2181 section 5).
      if (isNewCode(i) && written.stream().noneMatch(other -> Arrays.equals(other, text))) {
        to.txt(query, ttl, text);
        written.add(text);
      }
    }
  }

  /** One for all records of the answer (RFC 2181 section 5.2): the shortest. */
  private int ttl() {
    int ttl = zone.authority.ttl();
    for (int i = 0; i < blocking.count(); i++) {
      Instant end = blocking.get(i).expiresAt();
      if (end != null) {
        ttl = (int) Math.min(ttl, secondsUntil(end));
      }
    }
    return ttl;
  }

  private long secondsUntil(Instant end) {
    long seconds = end.getEpochSecond() - Math.floorDiv(zone.clock.millis(), 1000L);
    return Math.max(0, seconds);
  }

  /** Whether a name that has no records begins names that may have some. */
  private boolean mayExist() {
    return (name.octets && name.labels < ReversedName.V4_LABELS && mayListOctets())
        || (name.nibbles && name.labels < ReversedName.V6_LABELS && mayListNibbles());
  }

  private boolean mayListOctets() {
    return mayListV4(name.v4Bits, 8 * name.labels);
  }

  private boolean mayListV4(int bits, int length) {
    int mask = length == 0 ? 0 : -1 << (32 - length);
    return (LISTED_TEST & mask) == bits
        || zone.blocklist.view().mayListWithin(IpAddress.ofV4(bits).prefix(length));
  }

  private boolean mayListNibbles() {
    int length = 4 * name.labels;
    if (length >= MAPPED_BITS && IpAddress.isMapped(name.high, name.low)) {
      return mayListV4((int) name.low, length - MAPPED_BITS);
    }
    long lowMask = length <= 64 ? 0 : -1L << (128 - length);
    boolean holdsMapped = length < MAPPED_BITS && name.high == 0 && (MAPPED & lowMask) == name.low;
    return holdsMapped
        || zone.blocklist.view().mayListWithin(IpAddress.ofV6(name.high, name.low).prefix(length));
  }

  private int serial() {
    return (int) zone.blocklist.view().revision();
  }
}
