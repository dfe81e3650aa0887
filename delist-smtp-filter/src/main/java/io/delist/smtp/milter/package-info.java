/**
 * A milter server for Postfix and Sendmail, protocol versions 2 to 6: {@link
 * io.delist.smtp.milter.MilterServer}. The refusal is given at RCPT and reaches the sender word for
 * word.
 */
@NullMarked
package io.delist.smtp.milter;

import org.jspecify.annotations.NullMarked;
