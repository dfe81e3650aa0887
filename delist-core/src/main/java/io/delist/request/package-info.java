/**
 * The two machines: what can follow what for a request, and for an address's listing; and the
 * ladder that says how long a removal waits. All of it is pure: state, event, time and policy in,
 * state and effects out. Nothing here reads a clock, a store or a random number.
 *
 * <p>Begin with {@link io.delist.request.RequestMachine}, whose table is the whole of it.
 */
@NullMarked
package io.delist.request;

import org.jspecify.annotations.NullMarked;
