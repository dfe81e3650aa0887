/**
 * How an address gets off the list, and on it again: the rules, and the services that tie the
 * machines of {@code io.delist.request} to the store.
 *
 * <p>Read in this order: {@link io.delist.workflow.Delisting} (the visitor's side), {@link
 * io.delist.workflow.Reviews} (the reviewer's), {@link io.delist.workflow.ListingDesk} (the
 * operator's and the feeds').
 */
@NullMarked
package io.delist.workflow;

import org.jspecify.annotations.NullMarked;
