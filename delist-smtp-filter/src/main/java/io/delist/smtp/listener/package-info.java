/**
 * What every server of this module is to its application: it has an address, says how it is, and
 * ends without leaving anybody without an answer.
 */
@NullMarked
package io.delist.smtp.listener;

import org.jspecify.annotations.NullMarked;
