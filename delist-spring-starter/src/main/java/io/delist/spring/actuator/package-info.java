/** The operator's side over HTTP: the endpoint {@code blocklist} and the health of the list. */
@NullMarked
package io.delist.spring.actuator;

import org.jspecify.annotations.NullMarked;
