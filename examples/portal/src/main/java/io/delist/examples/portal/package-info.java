/**
 * The whole walk on one machine: the portal of the starter, a mail server that asks the blocklist,
 * a mailbox to look into and a page that plays the blocked sender.
 *
 * <p>Read in this order: {@link io.delist.examples.portal.PortalExample} (the start), {@link
 * io.delist.examples.portal.MailServers} (how a mail server asks), {@link
 * io.delist.examples.portal.TrialSender} (how a refusal is tried).
 */
@NullMarked
package io.delist.examples.portal;

import org.jspecify.annotations.NullMarked;
