/**
 * The gate and the servers of delist-smtp-filter in an application: made from {@code delist.smtp},
 * started once the list is there, stopped before it goes.
 */
@NullMarked
package io.delist.spring.smtp;

import org.jspecify.annotations.NullMarked;
