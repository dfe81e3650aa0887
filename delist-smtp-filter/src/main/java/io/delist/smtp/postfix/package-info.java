/**
 * The policy delegation server for Postfix, SMTPD_POLICY_README: what Postfix asks at RCPT, and one
 * line back. Begin with {@link io.delist.smtp.postfix.PolicyServer}.
 */
@NullMarked
package io.delist.smtp.postfix;

import org.jspecify.annotations.NullMarked;
