package io.delist.trie;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.function.IntConsumer;

/**
 * A set of IPv4 and IPv6 prefixes, each with an {@code int} handle: which is the longest one that
 * covers an address?
 *
 * <p>Immutable: a change makes a new trie, which shares all that it did not touch with the old one.
 * An old trie goes on answering as before, so it is a snapshot that costs nothing.
 *
 * <pre>{@code
 * PrefixTrie trie = PrefixTrie.empty()
 *     .with(IpPrefix.parse("198.51.100.0/24"), 1)
 *     .with(IpPrefix.parse("198.51.100.7/32"), 2);
 * trie.lookup(IpAddress.parse("198.51.100.7")); // 2
 * trie.lookup(IpAddress.parse("198.51.100.8")); // 1
 * trie.lookup(IpAddress.parse("192.0.2.1"));    // NONE
 * }</pre>
 *
 * <p><b>Cost:</b> an IPv4 lookup reads a root, a middle and one block ({@link V4Block}); an IPv6
 * lookup a page of a hash table and the block of one /32 ({@link V6Group}), and a search among its
 * longest prefixes where a filter does not rule them out. Neither allocates, blocks or throws. A
 * change copies 2 KB and the block of one /16, or a page and the group of one /32; a change to an
 * IPv4 prefix shorter than /16 also the blocks that it covers, one to an IPv6 prefix up to /32 also
 * the groups. For many changes use {@link #edit()}, for a new trie {@link #builder()}. On real
 * lists an IPv4 prefix takes 6 to 21 bytes where handles are shared and 10 to 28 where each has its
 * own, an IPv6 prefix of a routing table 15 to 22. benchmarks/README.md has the figures.
 *
 * <p><b>Threads:</b> safe to share. Publish a new trie through a volatile or final field.
 */
public final class PrefixTrie {

  /** The answer for "no prefix"; never the handle of one. */
  public static final int NONE = 0;

  /** What {@link #longestCovering} answers if there is none. */
  public static final long NO_MATCH = -1;

  private static final PrefixTrie EMPTY = new PrefixTrie(V4Table.EMPTY, V6Table.EMPTY);

  final V4Table v4;
  final V6Table v6;

  PrefixTrie(V4Table v4, V6Table v6) {
    this.v4 = v4;
    this.v6 = v6;
  }

  /** The trie without any prefix. */
  public static PrefixTrie empty() {
    return EMPTY;
  }

  /** The handle of the longest prefix that covers this IPv4 address, or {@link #NONE}. */
  public int lookup(int v4Bits) {
    return v4.lookup(v4Bits);
  }

  /**
   * The handle of the longest prefix that covers this IPv6 address, or {@link #NONE}. An
   * IPv4-mapped address is looked up as the IPv4 address.
   */
  public int lookup(long high, long low) {
    return IpAddress.isMapped(high, low) ? v4.lookup((int) low) : v6.lookup(high, low);
  }

  /** The handle of the longest prefix that covers the address, or {@link #NONE}. */
  public int lookup(IpAddress address) {
    return address.isV4() ? v4.lookup(address.v4Bits()) : v6.lookup(address.high(), address.low());
  }

  /**
   * The handle of the longest prefix that covers the address, or {@link #NONE}.
   *
   * @param address 4 or 16 bytes in network byte order; 16 may be an IPv4-mapped address
   * @throws IllegalArgumentException if there are neither 4 nor 16 bytes
   */
  public int lookup(byte[] address) {
    return lookup(IpAddress.highBits(address), IpAddress.lowBits(address));
  }

  /**
   * The handle of the longest prefix that covers the address, or {@link #NONE}; a scope id counts
   * for nothing.
   *
   * <p><b>Cost:</b> the JDK hands out the bytes of an address as a copy. For IPv4 the compiler
   * takes it apart and nothing is allocated; for IPv6 it is 32 bytes, and nothing else.
   */
  public int lookup(InetAddress address) {
    return address instanceof Inet4Address inet4
        ? lookup(IpAddress.bits(inet4))
        : lookup(address.getAddress());
  }

  /** The handle stored at exactly this prefix, or {@link #NONE}. */
  public int exact(IpPrefix prefix) {
    IpAddress first = prefix.first();
    return prefix.isV4()
        ? v4.exact(first.v4Bits(), prefix.length())
        : v6.exact(first.high(), first.low(), prefix.length());
  }

  /**
   * The trie with this prefix set to this handle, whatever it was before.
   *
   * @throws IllegalArgumentException if the handle is {@link #NONE}
   */
  public PrefixTrie with(IpPrefix prefix, int handle) {
    return edit().put(prefix, handle).build();
  }

  /** The trie without this prefix; this very trie if it is not in it. */
  public PrefixTrie without(IpPrefix prefix) {
    return edit().remove(prefix).build();
  }

  /** Starts a trie of many prefixes; those of a list in order are added fastest. */
  public static Builder builder() {
    return new Builder();
  }

  /** Starts a batch of changes; this trie stays as it is. */
  public Editor edit() {
    return new Editor(this);
  }

  /** How many prefixes, of both families. */
  public long size() {
    return (long) v4.size + v6.size();
  }

  /** Visits every prefix, in the order of {@link IpPrefix}. */
  public void forEach(PrefixVisitor visitor) {
    v4.forEach(v4Visitor(visitor));
    v6.forEach(visitor);
  }

  /** The handle of every prefix, as often as it is there; faster than {@link #forEach}. */
  public void forEachHandle(IntConsumer consumer) {
    v4.forEach((bits, length, handle) -> consumer.accept(handle));
    v6.forEach((prefix, handle) -> consumer.accept(handle));
  }

  /**
   * The longest of the prefixes that cover the address and are at most so long. To go through all
   * that cover it, ask again with one less than the last length. Allocates nothing.
   *
   * @param atMost 0 to 32 for IPv4, 0 to 128 for IPv6
   * @return {@link #NO_MATCH}, or what {@link #lengthOf} and {@link #handleOf} take apart
   */
  public long longestCovering(IpAddress address, int atMost) {
    return address.isV4()
        ? v4.longestCovering(address.v4Bits(), atMost)
        : v6.longestCovering(address.high(), address.low(), atMost);
  }

  /** {@link #longestCovering(IpAddress, int)} for an IPv4 address. */
  public long longestCovering(int v4Bits, int atMost) {
    return v4.longestCovering(v4Bits, atMost);
  }

  /**
   * {@link #longestCovering(IpAddress, int)} for an IPv6 address; an IPv4-mapped one is taken as
   * such and not as the IPv4 address.
   */
  public long longestCovering(long high, long low, int atMost) {
    return v6.longestCovering(high, low, atMost);
  }

  /** The length of the prefix of a match. */
  public static int lengthOf(long match) {
    return (int) (match >>> Integer.SIZE);
  }

  /** The handle of a match. */
  public static int handleOf(long match) {
    return (int) match;
  }

  static long match(int length, int handle) {
    return (long) length << Integer.SIZE | handle;
  }

  /** Visits every prefix that covers the address, the most specific first. */
  public void forEachCovering(IpAddress address, PrefixVisitor visitor) {
    forEachCovering(address.toPrefix(), visitor);
  }

  /** Visits every prefix that contains this one, the most specific first; itself if stored. */
  public void forEachCovering(IpPrefix prefix, PrefixVisitor visitor) {
    IpAddress first = prefix.first();
    if (prefix.isV4()) {
      v4.forEachCovering(first.v4Bits(), prefix.length(), v4Visitor(visitor));
    } else {
      v6.forEachCovering(first.high(), first.low(), prefix.length(), visitor);
    }
  }

  /**
   * Whether there is any prefix that covers this one, is it, or lies within it.
   *
   * <p><b>Cost:</b> a look at each /16 that an IPv4 prefix of at most 16 bits has, at most 256
   * lookups from /24 on, and a reading of one /16 between; the same for the upper 32 bits of IPv6,
   * with a look at each /32 in it that has longer prefixes, and for what is longer the same within
   * one /32.
   */
  public boolean touches(IpPrefix prefix) {
    return prefix.isV4()
        ? v4.touches(prefix.first().v4Bits(), prefix.length())
        : v6.touches(prefix);
  }

  /** Visits every prefix contained in this one, in order; itself if stored. */
  public void forEachWithin(IpPrefix prefix, PrefixVisitor visitor) {
    if (prefix.isV4()) {
      v4.forEachWithin(prefix.first().v4Bits(), prefix.length(), v4Visitor(visitor));
    } else {
      v6.forEachWithin(prefix, visitor);
    }
  }

  private static BitsVisitor v4Visitor(PrefixVisitor visitor) {
    return (bits, length, handle) ->
        visitor.visit(IpPrefix.of(IpAddress.ofV4(bits), length), handle);
  }

  /**
   * Writes the whole trie as records; {@link #loader} makes the same trie of them.
   *
   * @throws IOException whatever the sink throws
   */
  public void writeBlocks(BlockSink sink) throws IOException {
    TrieRecords.write(this, sink);
  }

  /** Starts to read what {@link #writeBlocks} wrote; any handle above 0 is right. */
  public static Loader loader() {
    return loader(Integer.MAX_VALUE);
  }

  /**
   * Starts to read what {@link #writeBlocks} wrote.
   *
   * @param highestHandle the highest handle that something stands behind; a record with a higher
   *     one, or one below 1, is refused
   */
  public static Loader loader(int highestHandle) {
    return new Loader(new TrieLoader(highestHandle));
  }

  /**
   * Checks the whole structure, not only answers.
   *
   * @throws IllegalStateException if anything is not as it must be
   */
  void checkInvariants() {
    Invariants.check(v4);
    Invariants.check(v6);
  }

  /** Whether two tries are alike to the last word of their structure. */
  boolean sameStructure(PrefixTrie other) {
    return Invariants.same(v4, other.v4) && Invariants.same(v6, other.v6);
  }

  /** Sees prefixes and their handles, one after the other. */
  @FunctionalInterface
  public interface PrefixVisitor {
    void visit(IpPrefix prefix, int handle);
  }

  /**
   * Makes a trie of the bytes that {@link #writeBlocks} wrote, and trusts none of them.
   *
   * <p><b>Cost:</b> about the bytes that it was given, and for records that were made to do harm up
   * to some twenty times as much. <b>Threads:</b> for one only.
   */
  public static final class Loader {

    private final TrieLoader loader;

    private Loader(TrieLoader loader) {
      this.loader = loader;
    }

    /**
     * Takes in all records of one buffer, and leaves nothing remaining in it.
     *
     * @throws TrieFormatException if they are not what a trie writes; the loader is then of no use
     */
    public void read(ByteBuffer chunk) throws TrieFormatException {
      loader.read(chunk);
    }

    /**
     * The trie.
     *
     * @throws TrieFormatException if the records are not those of a whole trie
     */
    public PrefixTrie build() throws TrieFormatException {
      return loader.build();
    }
  }

  /**
   * Makes a trie of many prefixes, given as bits, in any order; of several handles for one prefix
   * the last counts.
   *
   * <p><b>Cost:</b> 12 bytes for each waiting IPv4 prefix and 28 for each IPv6 one; prefixes in
   * order need no sorting. <b>Threads:</b> for one only.
   */
  public static final class Builder {

    private final Editor editor = new Editor(EMPTY);

    private Builder() {}

    /**
     * Adds an IPv4 prefix.
     *
     * @param bits the first address; bits after the length must be 0
     * @param length 0 to 32
     * @param handle 1 to 2,147,483,647
     * @throws IllegalArgumentException if any of them is not so
     */
    public Builder add(int bits, int length, int handle) {
      boolean fits = length >= 0 && length <= 32 && handle > NONE;
      if (!fits || (length < 32 && (bits & -1 >>> length) != 0)) {
        editor.put(IpPrefix.of(IpAddress.ofV4(bits), length), handle);
      }
      editor.change(bits, length, handle);
      return this;
    }

    /**
     * Adds an IPv6 prefix; one within the IPv4-mapped range is the IPv4 prefix.
     *
     * @param high the upper 64 bits of the first address; bits after the length must be 0
     * @param low the lower 64 bits
     * @param length 0 to 128; 96 to 128 in the IPv4-mapped range
     * @param handle 1 to 2,147,483,647
     * @throws IllegalArgumentException if any of them is not so
     */
    public Builder add(long high, long low, int length, int handle) {
      if (IpAddress.isMapped(high, low)) {
        return add((int) low, length - 96, handle);
      }
      return add(IpPrefix.of(IpAddress.ofV6(high, low), length), handle);
    }

    /**
     * Adds a prefix.
     *
     * @param handle 1 to 2,147,483,647
     * @throws IllegalArgumentException if the handle is anything else
     */
    public Builder add(IpPrefix prefix, int handle) {
      editor.put(prefix, handle);
      return this;
    }

    /** The trie of all that was added so far. */
    public PrefixTrie build() {
      return editor.build();
    }
  }

  /**
   * Changes to a trie, one by one or in batches; of several to one prefix the last counts. Who
   * writes one change after the other keeps one editor and publishes what {@link #build} gives
   * after each: {@link #with} makes a new editor each time, which costs more than the change.
   *
   * <p><b>Cost:</b> 12 bytes for each waiting IPv4 change; each touched /16 is copied once for each
   * four million changes. An editor has scratch space of about 16 KB. <b>Threads:</b> for one only.
   */
  public static final class Editor {

    private final V4Changes changes = new V4Changes(4);
    private final V6Changes changes6 = new V6Changes(4);
    private final V4Edit edit = new V4Edit();
    private final V6Edit edit6 = new V6Edit();
    private V4Table v4;
    private V6Table v6;
    private PrefixTrie built;

    private Editor(PrefixTrie trie) {
      built = trie;
      v4 = trie.v4;
      v6 = trie.v6;
    }

    /**
     * Sets a prefix to a handle, whatever it was before.
     *
     * @param handle 1 to 2,147,483,647
     * @throws IllegalArgumentException if the handle is anything else
     */
    public Editor put(IpPrefix prefix, int handle) {
      if (handle <= NONE) {
        throw new IllegalArgumentException(
            "handle "
                + handle
                + " cannot be put at "
                + prefix
                + "; handles are 1 to 2147483647, and remove takes a prefix away");
      }
      change(prefix, handle);
      return this;
    }

    /** Removes a prefix, if it is there. */
    public Editor remove(IpPrefix prefix) {
      change(prefix, NONE);
      return this;
    }

    private void change(IpPrefix prefix, int handle) {
      IpAddress first = prefix.first();
      if (prefix.isV4()) {
        change(first.v4Bits(), prefix.length(), handle);
        return;
      }
      if (changes6.isFull()) {
        apply();
      }
      changes6.add(first.high(), first.low(), prefix.length(), handle);
    }

    private void change(int bits, int length, int handle) {
      if (changes.isFull()) {
        apply();
      }
      changes.add(bits, length, handle);
    }

    private void apply() {
      if (changes.count() > 0) {
        changes.sort();
        v4 = edit.apply(v4, changes);
        changes.clear();
      }
      if (!changes6.isEmpty()) {
        changes6.sort();
        v6 = edit6.apply(v6, changes6);
        changes6.clear();
      }
    }

    /**
     * The trie with the changes so far; the one that was built last if there are none since. The
     * editor goes on from it.
     */
    public PrefixTrie build() {
      apply();
      if (v4 != built.v4 || v6 != built.v6) {
        built = new PrefixTrie(v4, v6);
      }
      return built;
    }
  }
}
