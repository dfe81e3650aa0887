package io.delist.feed;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.io.IOException;
import java.util.function.Function;

/**
 * The formats in which a list is given to others. {@code cidr}, the rbldnsd zones and {@code jsonl}
 * can be read back ({@link FeedFormat}) and then hold the same list.
 */
public final class FeedWriters {

  private FeedWriters() {}

  /** One prefix a line, an address without its length; what is said of it is not written. */
  public static FeedWriter cidr() {
    return (entries, out) -> {
      InOrder order = new InOrder();
      long count = 0;
      for (FeedEntry entry : entries) {
        out.append(shortText(order.check(entry.prefix()))).append('\n');
        count++;
      }
      return count;
    };
  }

  /**
   * The same addresses in the fewest lines: covered prefixes dropped, halves joined. A joined
   * prefix may be shorter than any entry was, and than what a guard lets in.
   */
  public static FeedWriter aggregatedCidr() {
    return (entries, out) -> {
      InOrder order = new InOrder();
      long[] count = {0};
      Aggregate aggregate =
          new Aggregate(
              prefix -> {
                out.append(shortText(prefix)).append('\n');
                count[0]++;
              });
      for (FeedEntry entry : entries) {
        aggregate.add(order.check(entry.prefix()));
      }
      aggregate.end();
      return count[0];
    };
  }

  /**
   * A zone for rbldnsd's {@code ip4set}: the IPv4 entries. An {@code ip4set} answers for the most
   * octets, so where entries nest, rbldnsd may give the text of another one that covers the address
   * too; an {@code ip4trie} gives that of the most specific.
   */
  public static FeedWriter ip4set() {
    return new RbldnsdWriter(true);
  }

  /** A zone for rbldnsd's {@code ip4trie}: the IPv4 entries. */
  public static FeedWriter ip4trie() {
    return new RbldnsdWriter(true);
  }

  /** A zone for rbldnsd's {@code ip6trie}: the IPv6 entries. */
  public static FeedWriter ip6trie() {
    return new RbldnsdWriter(false);
  }

  /** A JSON object a line, all that is known of the entry but a DNSBL's answer; ASCII. */
  public static FeedWriter jsonLines() {
    return new JsonLinesWriter();
  }

  /**
   * A {@code cidr:} table for Postfix (cidr_table(5), access(5)) with one refusal for all.
   *
   * @param refusal as for {@link #postfix(Function)}
   */
  public static FeedWriter postfix(String refusal) {
    PostfixWriter.check(refusal);
    return new PostfixWriter(entry -> refusal);
  }

  /**
   * A {@code cidr:} table for Postfix (cidr_table(5), access(5)): the more specific prefix first,
   * as Postfix takes the first that matches.
   *
   * @param refusal what Postfix answers for an entry, {@code 550 5.7.606 Access denied…}: a code
   *     4xx or 5xx and a text, printable ASCII, at most 512 characters; else {@code write} throws
   *     {@link IllegalArgumentException}
   */
  public static FeedWriter postfix(Function<FeedEntry, String> refusal) {
    return new PostfixWriter(refusal);
  }

  /**
   * A {@code geo} block for nginx (ngx_http_geo_module, ngx_stream_geo_module): the variable is 1
   * for what is listed and 0 for the rest.
   *
   * @param variable its name without the {@code $}: letters, digits and {@code _}
   */
  public static FeedWriter nginxGeo(String variable) {
    if (!variable.matches("[A-Za-z_][A-Za-z0-9_]{0,63}")) {
      throw new IllegalArgumentException(
          "nginx variable "
              + BadLineException.quote(variable)
              + " must be 1 to 64 letters, digits and _, for example blocked");
    }
    return (entries, out) -> {
      out.append("geo $").append(variable).append(" {\n    default 0;\n");
      long count = lines("    ", " 1;\n", entries, out);
      out.append("}\n");
      return count;
    };
  }

  /** {@code deny} lines for nginx (ngx_http_access_module). */
  public static FeedWriter nginxDeny() {
    return (entries, out) -> lines("deny ", ";\n", entries, out);
  }

  private static long lines(
      String before, String after, Iterable<FeedEntry> entries, Appendable out) throws IOException {
    InOrder order = new InOrder();
    long count = 0;
    for (FeedEntry entry : entries) {
      out.append(before).append(order.check(entry.prefix()).toString()).append(after);
      count++;
    }
    return count;
  }

  /** {@code 192.0.2.0/24}, but {@code 192.0.2.1} without its length. */
  static String shortText(IpPrefix prefix) {
    IpAddress first = prefix.first();
    return prefix.isSingle() ? first.toString() : prefix.toString();
  }
}
