package io.delist.store;

import java.time.Instant;

/**
 * How far a mail node has come.
 *
 * @param node its name
 * @param revision the revision that it serves
 * @param seenAt when it said so last
 */
public record NodeStatus(String node, long revision, Instant seenAt) {}
