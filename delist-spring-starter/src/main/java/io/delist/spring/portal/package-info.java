/**
 * What a visitor meets: server-rendered pages that need no script, and the same as JSON.
 *
 * <p>Read {@link io.delist.spring.portal.DelistPortalAutoConfiguration} first. GET and HEAD change
 * nothing here: mail scanners open links.
 */
@NullMarked
package io.delist.spring.portal;

import org.jspecify.annotations.NullMarked;
