package io.delist.limit;

/**
 * What one limit has done in this process since its start.
 *
 * @param passed how many it let pass and counted
 * @param refused how many it held back
 * @param uncounted how many passed without being counted, because the store's rows were full
 */
public record LimitCounts(long passed, long refused, long uncounted) {}
