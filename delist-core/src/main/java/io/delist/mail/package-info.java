/** The confirmation mail: written, sent through the relay, tried again. */
@NullMarked
package io.delist.mail;

import org.jspecify.annotations.NullMarked;
