@NullMarked
package io.delist.spring.portal;

import org.jspecify.annotations.NullMarked;
