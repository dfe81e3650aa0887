/**
 * How an address gets off the list, and on it again: the request's states, the rules, and the
 * services that tie them to the store.
 *
 * <p>Read in this order: {@code RequestMachine} (what can follow what), {@link
 * io.delist.workflow.Delisting} (the visitor's side), {@link io.delist.workflow.ListingDesk} (the
 * operator's and the feeds' side).
 */
@NullMarked
package io.delist.workflow;

import org.jspecify.annotations.NullMarked;
