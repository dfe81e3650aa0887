/** The audit log: its chain verified, exported, and a request's story told. */
@NullMarked
package io.delist.audit;

import org.jspecify.annotations.NullMarked;
