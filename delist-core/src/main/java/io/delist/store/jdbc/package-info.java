/**
 * A store in a relational database, H2 or PostgreSQL, over plain JDBC.
 *
 * <p>{@link io.delist.store.jdbc.JdbcStore} is the door; one class per register holds its SQL. The
 * tables and what they mean are in the resource {@code schema-1.sql} beside this package.
 */
@NullMarked
package io.delist.store.jdbc;

import org.jspecify.annotations.NullMarked;
