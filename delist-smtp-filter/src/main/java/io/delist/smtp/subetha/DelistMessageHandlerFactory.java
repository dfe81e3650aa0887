package io.delist.smtp.subetha;

import io.delist.smtp.SmtpGate;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.MessageHandlerFactory;

/**
 * Asks the gate about each recipient before the application hears of it. For one mail transaction
 * the calls are:
 *
 * <ol>
 *   <li>{@code create}: the application's handler is made
 *   <li>{@code from}: goes to the application
 *   <li>{@code recipient}, for each RCPT: the gate decides; if it refuses, the client gets the
 *       reply and the application is not called, else the application decides
 *   <li>{@code data}: goes to the application, unless every recipient was refused
 *   <li>{@code done}: goes to the application, always
 * </ol>
 *
 * <p>The client's address is the one that SubEthaSMTP reports: the one in the PROXY header if the
 * server has a handler for that, else the peer of the socket. If it is not known, there is no
 * opinion.
 *
 * <p><b>Threads:</b> safe if the application's factory is; a server shares one among its sessions.
 */
public final class DelistMessageHandlerFactory implements MessageHandlerFactory {

  private final SmtpGate gate;
  private final MessageHandlerFactory application;

  /**
   * @param gate decides
   * @param application takes the mail that is not refused
   */
  public DelistMessageHandlerFactory(SmtpGate gate, MessageHandlerFactory application) {
    this.gate = gate;
    this.application = application;
  }

  @Override
  public MessageHandler create(MessageContext context) {
    return new DelistMessageHandler(gate, context, application.create(context));
  }
}
