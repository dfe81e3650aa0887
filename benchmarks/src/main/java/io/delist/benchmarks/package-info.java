/** JMH benchmarks of delist beside its peers; {@code benchmarks/README.md} has the results. */
@NullMarked
package io.delist.benchmarks;

import org.jspecify.annotations.NullMarked;
