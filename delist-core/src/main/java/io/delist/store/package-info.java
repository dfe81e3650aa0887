/**
 * The one truth: listings, exemptions, requests, unsent mail and the audit trail, behind a port.
 *
 * <p>Everything that changes the list is one transaction and gets the next revision; followers read
 * the changes in that order. {@link io.delist.store.Store} is the door; {@code store.memory} and
 * {@code store.jdbc} implement it.
 */
@NullMarked
package io.delist.store;

import org.jspecify.annotations.NullMarked;
