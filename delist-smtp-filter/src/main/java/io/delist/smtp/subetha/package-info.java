/**
 * The hook for SubEthaSMTP 7.2 (an optional dependency): put {@link
 * io.delist.smtp.subetha.DelistMessageHandlerFactory} around the application's own factory.
 */
@NullMarked
package io.delist.smtp.subetha;

import org.jspecify.annotations.NullMarked;
