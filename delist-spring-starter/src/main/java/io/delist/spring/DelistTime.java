package io.delist.spring;

import java.time.InstantSource;

/**
 * Where delist gets the time from.
 *
 * @param clock the application's, or the system's
 */
record DelistTime(InstantSource clock) {}
