/** Erases what need not be kept: mailboxes first, then requests, changes and old audit rows. */
@NullMarked
package io.delist.retention;

import org.jspecify.annotations.NullMarked;
