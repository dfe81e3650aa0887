package io.delist.request;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A machine's table in words: a picture for Mermaid, and a table of every row. */
final class Diagram {

  private Diagram() {}

  /** The ways between states; what changes no state is not drawn. */
  static String mermaid(TransitionTable<?, ?> table, Enum<?> start, List<? extends Enum<?>> ends) {
    List<String> lines = new ArrayList<>(List.of("```mermaid", "stateDiagram-v2"));
    lines.add("  [*] --> " + start);
    for (TransitionTable.Row<?, ?> row : table.rows()) {
      if (row.to() != null && row.to() != row.from()) {
        lines.add("  " + row.from() + " --> " + row.to() + " : " + event(row));
      }
    }
    ends.forEach(end -> lines.add("  " + end + " --> [*]"));
    lines.add("```");
    return String.join("\n", lines);
  }

  /** Every row. */
  static String markdown(TransitionTable<?, ?> table) {
    List<String> lines = new ArrayList<>();
    lines.add("| in | on | goes to | and does |");
    lines.add("|---|---|---|---|");
    for (TransitionTable.Row<?, ?> row : table.rows()) {
      lines.add(
          "| "
              + row.from()
              + " | "
              + event(row)
              + " | "
              + (row.to() == null ? "it has happened already" : row.to().name())
              + " | "
              + row.deeds().stream().map(Diagram::words).collect(Collectors.joining(", "))
              + " |");
    }
    return String.join("\n", lines);
  }

  private static String event(TransitionTable.Row<?, ?> row) {
    String name =
        Arrays.stream(row.on().getSimpleName().split("(?=[A-Z])"))
            .map(word -> word.toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(" "));
    return row.when().words().isEmpty() ? name : name + " (" + row.when().words() + ")";
  }

  private static String words(Deed deed) {
    return deed.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
