@NullMarked
package io.delist.spring.actuator;

import org.jspecify.annotations.NullMarked;
