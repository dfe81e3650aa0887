/**
 * What a mail server asks before it takes a recipient, and the words of the refusal. The packages
 * below this one fit it to servers; it knows none of them.
 *
 * <p>Read {@link io.delist.smtp.SmtpGate} first.
 */
@NullMarked
package io.delist.smtp;

import org.jspecify.annotations.NullMarked;
