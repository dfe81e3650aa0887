package io.delist.bounce;

import io.delist.blocklist.ReasonCode;
import org.jspecify.annotations.Nullable;

/**
 * An enhanced status code of ours in a text.
 *
 * @param index where it starts
 * @param code none for the range {@code 5.7.606-649}
 */
record CodeHit(int index, @Nullable ReasonCode code) {}
