package io.delist.smtp.dnsbl;

import io.delist.blocklist.ReasonCode;
import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One data set of rbldnsd's: entries in groups, each under its {@code :address:text} line, and
 * exclusions. The most specific line answers, wherever it stands. Source: rbldnsd(8).
 */
final class RbldnsdDataSet {

  private record Value(int code, ReasonCode reason) {}

  private final DnsblZone zone;
  private final int serial;
  private final Map<Value, List<IpPrefix>> listed = new LinkedHashMap<>();
  private final Set<String> tests = new LinkedHashSet<>();
  private final Set<String> excluded = new LinkedHashSet<>();

  RbldnsdDataSet(DnsblZone zone, int serial) {
    this.zone = zone;
    this.serial = serial;
  }

  void put(IpPrefix prefix, int code, ReasonCode reason) {
    listed.computeIfAbsent(new Value(code, reason), value -> new ArrayList<>()).add(prefix);
  }

  void putTest(String address) {
    tests.add(address);
  }

  void exclude(String address) {
    excluded.add(address);
  }

  void exclude(IpPrefix prefix) {
    excluded.add(text(prefix));
  }

  /** Nobody reads a part of it. */
  void writeTo(Path file) throws IOException {
    WholeFile.write(file, this::writeLines);
  }

  private void writeLines(Appendable out) throws IOException {
    writeAuthority(out);
    for (Map.Entry<Value, List<IpPrefix>> group : listed.entrySet()) {
      writeValue(group.getKey(), out);
      for (IpPrefix prefix : group.getValue()) {
        writeEntry(prefix, out);
      }
    }
    writeValue(new Value(zone.codes.usual(), ReasonCode.BANNED), out);
    for (String test : tests) {
      out.append(test).append('\n');
    }
    for (String prefix : excluded) {
      if (!tests.contains(prefix)) {
        out.append('!').append(prefix).append('\n');
      }
    }
  }

  private void writeAuthority(Appendable out) throws IOException {
    ZoneAuthority authority = zone.authority;
    // A serial of 0 would be the file's time there.
    out.append("$SOA ")
        .append(Integer.toString(authority.ttl()))
        .append(" " + authority.primary() + " " + authority.hostmaster() + " ")
        .append(Integer.toUnsignedString(Math.max(1, serial)))
        .append(" " + authority.refresh() + " " + authority.retry() + " ")
        .append(authority.expire() + " " + authority.negativeTtl() + "\n");
    if (!authority.servers().isEmpty()) {
      String names =
          authority.servers().stream().map(DomainName::toString).collect(Collectors.joining(" "));
      out.append("$NS " + authority.ttl() + " " + names + "\n");
    }
    out.append("$TTL " + authority.ttl() + "\n");
  }

  private void writeValue(Value value, Appendable out) throws IOException {
    out.append(":" + IpAddress.ofV4(value.code()) + ":")
        .append(zone.text.forRbldnsd(value.reason()))
        .append('\n');
  }

  /** 127.0.0.1 and 127.0.0.2 have their own lines. */
  private void writeEntry(IpPrefix prefix, Appendable out) throws IOException {
    String text = text(prefix);
    if (!excluded.contains(text) && !tests.contains(text)) {
      out.append(text).append('\n');
    }
  }

  private static String text(IpPrefix prefix) {
    return prefix.isSingle() ? prefix.first().toString() : prefix.toString();
  }
}
