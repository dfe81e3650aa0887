/** The portal's mails: written, sent through the relay, tried again, given up. */
@NullMarked
package io.delist.mail;

import org.jspecify.annotations.NullMarked;
