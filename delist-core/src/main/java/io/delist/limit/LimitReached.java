package io.delist.limit;

import java.time.Instant;

/**
 * One more would be too many.
 *
 * @param limit which limit
 * @param rate what it allows
 * @param retryAt when one more is allowed, at the latest, if nobody else comes first; in whole
 *     seconds
 */
public record LimitReached(Limit limit, Rate rate, Instant retryAt) {}
