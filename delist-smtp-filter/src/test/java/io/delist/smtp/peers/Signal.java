package io.delist.smtp.peers;

/** What can be told to a process that the test started. */
public enum Signal {

  /** It stands still, with all its connections open, until {@link #CONT}. */
  STOP,

  CONT;

  public void to(Process process) {
    Program.run("kill", "-" + name(), Long.toString(process.pid())).orThrow();
  }
}
