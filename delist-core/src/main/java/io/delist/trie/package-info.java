/**
 * Longest-prefix match for IPv4 and IPv6: which of many prefixes is the most specific one that
 * covers an address? The answer is an {@code int} handle that means nothing here. Useful alone;
 * knows nothing of mail.
 *
 * <p>Read in this order: {@link io.delist.trie.PrefixTrie}, V4Block (the packed block of one /16),
 * V4Table, V4Edit, V6Table, V6Heads (which /32s have a group), V6Group, V6Sorted.
 */
@NullMarked
package io.delist.trie;

import org.jspecify.annotations.NullMarked;
