package io.delist.limit;

/**
 * What one limit has done in this process since its start.
 *
 * @param passed how many it let pass and counted by themselves
 * @param refused how many it held back
 * @param shared how many it let pass and counted together with others, because the store's rows
 *     were full
 */
public record LimitCounts(long passed, long refused, long shared) {}
