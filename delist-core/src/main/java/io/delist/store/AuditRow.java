package io.delist.store;

/**
 * An entry in its place in the chain.
 *
 * @param number its place: 1, 2, 3… without gaps
 * @param entry what it says
 * @param hash 64 hexadecimal digits over it and the row before: {@link AuditHash}
 */
public record AuditRow(long number, AuditEntry entry, String hash) {}
