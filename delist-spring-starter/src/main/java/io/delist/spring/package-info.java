/**
 * delist in a Spring Boot application: this starter and a {@link javax.sql.DataSource} are all it
 * takes.
 *
 * <p>Read {@link io.delist.spring.DelistAutoConfiguration} first: it lists the beans. An
 * application replaces any of them with one of its own, and adds {@link io.delist.workflow.Rule}
 * beans.
 */
@NullMarked
package io.delist.spring;

import org.jspecify.annotations.NullMarked;
