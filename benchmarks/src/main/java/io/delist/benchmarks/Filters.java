package io.delist.benchmarks;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilter;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/** Peers that tell only whether an address is covered, not by what: 1 or 0. */
final class Filters {

  private Filters() {}

  /** Netty's filter, made open to a question without a connection. */
  static final class OpenFilter extends IpSubnetFilter {

    /** It is handed in because it must be, and not looked at. */
    private final ChannelHandlerContext context =
        new EmbeddedChannel(new ChannelInboundHandlerAdapter()).pipeline().firstContext();

    OpenFilter(List<IpSubnetFilterRule> rules) {
      super(true, rules);
    }

    boolean rejects(InetSocketAddress address) {
      return !accept(context, address);
    }
  }

  static OpenFilter nettyFilter(PrefixList list) {
    List<IpSubnetFilterRule> rules = new ArrayList<>(list.size());
    for (int i = 0; i < list.size(); i++) {
      rules.add(
          new IpSubnetFilterRule(
              list.get(i).first().toInetAddress(), list.length(i), IpFilterRuleType.REJECT));
    }
    return new OpenFilter(rules);
  }

  static Rival netty(PrefixList list, Queries queries) {
    OpenFilter filter = nettyFilter(list);
    InetSocketAddress[] keys = new InetSocketAddress[queries.size()];
    Arrays.setAll(keys, i -> new InetSocketAddress(queries.get(i).toInetAddress(), 25));
    return i -> filter.rejects(keys[i]) ? 1 : 0;
  }

  static Rival spring(PrefixList list, Queries queries) {
    IpAddressMatcher[] matchers = new IpAddressMatcher[list.size()];
    Arrays.setAll(matchers, i -> new IpAddressMatcher(list.get(i).toString()));
    String[] keys = new String[queries.size()];
    Arrays.setAll(keys, i -> queries.get(i).toString());
    return i -> {
      for (IpAddressMatcher matcher : matchers) {
        if (matcher.matches(keys[i])) {
          return 1;
        }
      }
      return 0;
    };
  }

  /** Every covered address is a member; ranges become runs. IPv4 only. */
  static RoaringBitmap bitmap(PrefixList list) {
    RoaringBitmap bitmap = new RoaringBitmap();
    for (int i = 0; i < list.size(); i++) {
      bitmap.add(list.low(i), list.low(i) + (1L << (32 - list.length(i))));
    }
    bitmap.runOptimize();
    return bitmap;
  }

  static Rival roaring(PrefixList list, Queries queries) {
    RoaringBitmap bitmap = bitmap(list);
    int[] bits = queries.bits();
    return i -> bitmap.contains(bits[i]) ? 1 : 0;
  }
}
