package io.delist.bounce;

import io.delist.net.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * A reference in a text.
 *
 * @param index where the {@code /r/} before it starts
 * @param about the address that it was signed for; none if nobody could verify it
 */
record ReferenceHit(int index, String reference, @Nullable IpAddress about) {}
