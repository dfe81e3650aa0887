package io.delist.spring.smtp;

import io.delist.smtp.listener.SmtpListener;
import java.util.function.Supplier;

/**
 * One server that this application is to run. Each bean of this type is started once the list is
 * there.
 *
 * @param property the property that says where it listens, for the message if it cannot
 * @param value what that property is
 * @param start starts it
 */
public record ListenerSwitch(
    String property, Object value, Supplier<? extends SmtpListener> start) {}
