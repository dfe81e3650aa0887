/**
 * What the servers of this module have in common on Netty. It is for them and not for applications:
 * it shows Netty's types and may change with them.
 */
@NullMarked
package io.delist.smtp.netty;

import org.jspecify.annotations.NullMarked;
