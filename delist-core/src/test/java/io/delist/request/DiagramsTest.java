package io.delist.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.store.RequestState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The pictures and tables in docs/workflow.md are those of the code. {@code
 * -Ddelist.test.write=true} writes them there.
 */
class DiagramsTest {

  private static final Path PAGE = Path.of("..", "docs", "workflow.md");

  @Test
  void theRequestsPictureAndTableAreThoseOfTheCode() throws IOException {
    hold(
        "request-picture",
        Diagram.mermaid(
            RequestMachine.TABLE,
            RequestState.PENDING_MAIL,
            ends(RequestMachine.TABLE, RequestState.values())));
    hold("request-table", Diagram.markdown(RequestMachine.TABLE));
  }

  @Test
  void theListingsPictureAndTableAreThoseOfTheCode() throws IOException {
    hold(
        "listing-picture",
        Diagram.mermaid(
            ListingMachine.TABLE,
            ListingState.ACTIVE,
            ends(ListingMachine.TABLE, ListingState.values())));
    hold("listing-table", Diagram.markdown(ListingMachine.TABLE));
  }

  private static List<? extends Enum<?>> ends(TransitionTable<?, ?> table, Enum<?>[] states) {
    return Arrays.stream(states)
        .filter(
            state ->
                table.rows().stream()
                    .noneMatch(row -> row.from() == state && row.to() != null && row.to() != state))
        .toList();
  }

  private static void hold(String name, String expected) throws IOException {
    String begin = "<!-- " + name + " -->\n";
    String end = "\n<!-- end -->";
    String page = Files.readString(PAGE);
    int from = page.indexOf(begin);
    assertThat(from).as("%s has the part %s", PAGE, name).isNotNegative();
    int to = page.indexOf(end, from);
    if (Boolean.getBoolean("delist.test.write")) {
      Files.writeString(
          PAGE, page.substring(0, from + begin.length()) + expected + page.substring(to));
      return;
    }
    assertThat(page.substring(from + begin.length(), to))
        .as("%s in %s; -Ddelist.test.write=true writes it", name, PAGE)
        .isEqualTo(expected);
  }
}
