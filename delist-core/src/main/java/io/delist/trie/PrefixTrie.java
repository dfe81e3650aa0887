package io.delist.trie;

import io.delist.net.IpAddress;
import io.delist.net.IpPrefix;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

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
 * <p><b>Cost:</b> an IPv4 lookup reads a root, a middle and one small block; an IPv6 lookup walks a
 * path-compressed binary trie. Neither allocates. A change copies 2 KB and the block of one /16, or
 * the path to one IPv6 prefix; a change to an IPv4 prefix shorter than /16 also copies the blocks
 * it covers. For many changes use {@link #edit()}. An IPv4 prefix takes 4 to 8 bytes, and each /16
 * with something in it about 32 more.
 *
 * <p><b>Threads:</b> safe to share. Publish a new trie through a volatile or final field.
 */
public final class PrefixTrie {

  /** The answer for "no prefix"; never the handle of one. */
  public static final int NONE = 0;

  private static final PrefixTrie EMPTY = new PrefixTrie(V4Table.EMPTY, null, 0);

  private final V4Table v4;
  private final @Nullable V6Node v6;
  private final int v6Size;

  private PrefixTrie(V4Table v4, @Nullable V6Node v6, int v6Size) {
    this.v4 = v4;
    this.v6 = v6;
    this.v6Size = v6Size;
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
    return IpAddress.isMapped(high, low) ? v4.lookup((int) low) : V6Node.lookup(v6, high, low);
  }

  /** The handle of the longest prefix that covers the address, or {@link #NONE}. */
  public int lookup(IpAddress address) {
    return address.isV4()
        ? v4.lookup(address.v4Bits())
        : V6Node.lookup(v6, address.high(), address.low());
  }

  /** The handle stored at exactly this prefix, or {@link #NONE}. */
  public int exact(IpPrefix prefix) {
    return prefix.isV4()
        ? v4.exact(prefix.first().v4Bits(), prefix.length())
        : V6Node.exact(v6, prefix);
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

  /** Starts a batch of changes; this trie stays as it is. */
  public Editor edit() {
    return new Editor(this);
  }

  /** How many prefixes, of both families. */
  public long size() {
    return (long) v4.size + v6Size;
  }

  /** Visits every prefix, in the order of {@link IpPrefix}. */
  public void forEach(PrefixVisitor visitor) {
    v4.forEachWithin(IpAddress.ofV4(0).prefix(0), visitor);
    V6Node.forEach(v6, visitor);
  }

  /** Visits every prefix that covers the address, the most specific first. */
  public void forEachCovering(IpAddress address, PrefixVisitor visitor) {
    forEachCovering(address.toPrefix(), visitor);
  }

  /** Visits every prefix that contains this one, the most specific first; itself if stored. */
  public void forEachCovering(IpPrefix prefix, PrefixVisitor visitor) {
    IpAddress first = prefix.first();
    if (prefix.isV4()) {
      v4.forEachCovering(first.v4Bits(), prefix.length(), visitor);
    } else {
      V6Node.forEachCovering(v6, first.high(), first.low(), prefix.length(), visitor);
    }
  }

  /** Visits every prefix contained in this one, in order; itself if stored. */
  public void forEachWithin(IpPrefix prefix, PrefixVisitor visitor) {
    if (prefix.isV4()) {
      v4.forEachWithin(prefix, visitor);
    } else {
      V6Node.forEachWithin(v6, prefix, visitor);
    }
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
    Invariants.check(v6, v6Size);
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
   * <p><b>Cost:</b> never allocates more than a small multiple of the bytes that it was given.
   * <b>Threads:</b> for one only.
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
   * A batch of changes to one trie; the last change to a prefix counts.
   *
   * <p><b>Cost:</b> 12 bytes for each waiting IPv4 change; each touched /16 is copied once for each
   * four million changes. <b>Threads:</b> for one only.
   */
  public static final class Editor {

    private final V4Changes changes = new V4Changes(4);
    private V4Table v4;
    private @Nullable V6Node v6;
    private int v6Size;
    private final PrefixTrie origin;

    private Editor(PrefixTrie trie) {
      origin = trie;
      v4 = trie.v4;
      v6 = trie.v6;
      v6Size = trie.v6Size;
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
        if (changes.isFull()) {
          apply();
        }
        changes.add(first.v4Bits(), prefix.length(), handle);
        return;
      }
      int before = V6Node.exact(v6, prefix);
      if (handle == NONE) {
        v6 = V6Node.without(v6, first.high(), first.low(), prefix.length());
        v6Size -= before == NONE ? 0 : 1;
      } else {
        v6 = V6Node.with(v6, first.high(), first.low(), prefix.length(), handle);
        v6Size += before == NONE ? 1 : 0;
      }
    }

    private void apply() {
      changes.sort();
      v4 = V4Edit.apply(v4, changes);
      changes.clear();
    }

    /** The trie with the changes so far; the one it began with if they changed nothing. */
    public PrefixTrie build() {
      if (changes.count() > 0) {
        apply();
      }
      return v4 == origin.v4 && v6 == origin.v6 ? origin : new PrefixTrie(v4, v6, v6Size);
    }
  }
}
