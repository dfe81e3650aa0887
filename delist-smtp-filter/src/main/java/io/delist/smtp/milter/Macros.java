package io.delist.smtp.milter;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The macros of one session, kept by the command that they came with: what came with a later
 * command counts first, and what belongs to a message goes with it.
 *
 * <p><b>Cost:</b> at most four times six values of 255 octets. <b>Threads:</b> one at a time.
 */
final class Macros {

  private static final int LONGEST_NAME_OCTETS = 64;
  private static final int LONGEST_VALUE_OCTETS = 255;

  /** The latest first. */
  private static final List<Command> STAGES =
      List.of(Command.RECIPIENT, Command.MAIL, Command.HELO, Command.CONNECT);

  private final Map<Command, Map<Macro, String>> byStage = new EnumMap<>(Command.class);

  /** Takes the macros of a frame in place of those that came with the same command before. */
  void read(Fields content) throws MalformedFrameException {
    Command stage = Command.of(content.octet());
    boolean kept = stage != null && STAGES.contains(stage);
    Map<Macro, String> fresh = new EnumMap<>(Macro.class);
    while (!content.isAtEnd()) {
      Macro macro = Macro.named(content.text(LONGEST_NAME_OCTETS));
      if (macro == null || !kept) {
        content.skipText();
      } else {
        fresh.put(macro, content.text(LONGEST_VALUE_OCTETS));
      }
    }
    if (stage != null && kept) {
      byStage.put(stage, fresh);
    }
  }

  /** The value of a macro; the empty text if it has none. */
  String value(Macro macro) {
    for (Command stage : STAGES) {
      Map<Macro, String> known = byStage.get(stage);
      String value = known == null ? null : known.get(macro);
      if (value != null) {
        return value;
      }
    }
    return "";
  }

  boolean has(Macro macro) {
    return !value(macro).isEmpty();
  }

  /** Forgets all that came with or after this command. */
  void forgetFrom(Command command) {
    STAGES.subList(0, STAGES.indexOf(command) + 1).forEach(byStage::remove);
  }
}
