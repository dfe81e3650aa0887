package io.delist.smtp.netty;

/** What {@link StreamServer} tells the handlers of its connections, as a user event. */
public enum ListenerEvent {
  /**
   * The listener stops: answer what is being asked, then close. Who does not is closed when the
   * grace is over.
   */
  STOPPING
}
