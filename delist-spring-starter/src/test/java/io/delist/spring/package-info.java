@NullMarked
package io.delist.spring;

import org.jspecify.annotations.NullMarked;
