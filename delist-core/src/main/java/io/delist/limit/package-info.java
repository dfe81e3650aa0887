/**
 * How much of everything is allowed: requests of a client, mails to a mailbox, delistings of a
 * range. Counted in the store before any work is done, in rows whose number is bounded.
 *
 * <p>Read in this order: {@link io.delist.limit.Limit} (what is limited), {@link
 * io.delist.limit.LimitPolicy} (how much), {@link io.delist.limit.Limits} (the counting).
 */
@NullMarked
package io.delist.limit;

import org.jspecify.annotations.NullMarked;
