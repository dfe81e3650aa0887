package io.delist.smtp.peers;

import java.util.ArrayList;
import java.util.List;

/** Sends one mail with swaks, as any client that XCLIENT lets one play. */
public final class Swaks {

  private final List<String> command = new ArrayList<>();

  private Swaks(int port) {
    command.addAll(
        List.of(
            "swaks",
            "--server",
            "127.0.0.1",
            "--port",
            Integer.toString(port),
            "--helo",
            "client.test",
            "--from",
            "sender@client.test",
            "--timeout",
            "30"));
  }

  public static Swaks to(int port, String recipient) {
    Swaks swaks = new Swaks(port);
    swaks.command.addAll(List.of("--to", recipient));
    return swaks;
  }

  /** The address of the client, of either family. */
  public Swaks as(String client) {
    boolean v6 = client.contains(":");
    return with(
        "--xclient-addr",
        v6 ? "IPV6:" + client : client,
        "--xclient-name",
        v6 ? "[UNAVAILABLE]" : "mx.client.test");
  }

  public Swaks with(String... options) {
    command.addAll(List.of(options));
    return this;
  }

  /** The whole dialogue; the status is 0 if the mail was taken, 24 if the recipient was refused. */
  public Program.Result send() {
    return Program.run(command.toArray(String[]::new));
  }
}
