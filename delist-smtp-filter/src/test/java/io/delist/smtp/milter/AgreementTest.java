package io.delist.smtp.milter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgreementTest {

  private static final int EVERYTHING = -1;

  @Test
  void ofAllThatIsOfferedOnlyTheFactsAndTheDecisionAreLeft() throws MalformedFrameException {
    Agreement agreed = Agreement.on(new Offer(6, MtaFrames.ALL_ACTIONS, MtaFrames.ALL_STEPS), 0);

    assertThat(leftOut(agreed))
        .containsExactly(
            Command.BODY, Command.HEADER, Command.END_OF_HEADERS, Command.DATA, Command.UNKNOWN);
    assertThat(answered(agreed)).containsExactly(Command.END_OF_MESSAGE, Command.RECIPIENT);
  }

  /**
   * A mail server of version 2 can leave out no more than headers and body, and waits each time.
   */
  @Test
  void anOldMailServerIsAnsweredAtEachStage() throws MalformedFrameException {
    Agreement agreed = Agreement.on(new Offer(2, 0x3f, 0x7f), Actions.ADD_HEADERS);

    assertThat(agreed).isEqualTo(new Agreement(2, Actions.ADD_HEADERS, 0x70));
    assertThat(answered(agreed))
        .contains(Command.CONNECT, Command.HELO, Command.MAIL, Command.RECIPIENT);
  }

  @ParameterizedTest
  @CsvSource({"2,2", "3,3", "4,4", "5,5", "6,6", "7,6", "2147483647,6", "-1,6"})
  void theNewestVersionOfBothIsSpoken(int offered, int spoken) throws MalformedFrameException {
    assertThat(Agreement.on(new Offer(offered, EVERYTHING, EVERYTHING), 0).version())
        .isEqualTo(spoken);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void anOlderVersionIsRefusedWithTheReason(int version) {
    assertThatThrownBy(() -> Agreement.on(new Offer(version, EVERYTHING, EVERYTHING), 0))
        .isInstanceOf(MalformedFrameException.class)
        .hasMessage(
            "milter protocol version %d is too old; versions 2 to 6 are spoken here"
                + " (Postfix: milter_protocol = 6)",
            version);
  }

  @Property
  void nothingIsAgreedThatWasNotOffered(
      @ForAll @IntRange(min = 2, max = 9) int version,
      @ForAll int actions,
      @ForAll int steps,
      @ForAll int wanted)
      throws MalformedFrameException {
    Agreement agreed = Agreement.on(new Offer(version, actions, steps), wanted);

    assertThat(agreed.actions() & ~actions).isZero();
    assertThat(agreed.actions() & ~wanted).isZero();
    assertThat(agreed.steps() & ~steps).isZero();
    assertThat(agreed.answers(Command.RECIPIENT)).isTrue();
    assertThat(agreed.answers(Command.END_OF_MESSAGE)).isTrue();
  }

  @Test
  void macrosAreChosenWhereTheVersionKnowsThat() throws MalformedFrameException {
    Offer old = new Offer(5, EVERYTHING, EVERYTHING);
    Offer current = new Offer(6, EVERYTHING, EVERYTHING);

    assertThat(Agreement.on(old, Actions.CHOOSE_MACROS).allows(Actions.CHOOSE_MACROS)).isFalse();
    assertThat(Agreement.on(current, Actions.CHOOSE_MACROS).allows(Actions.CHOOSE_MACROS)).isTrue();
  }

  private static List<Command> leftOut(Agreement agreed) {
    List<Command> found = new ArrayList<>();
    for (Command each : Command.values()) {
      if ((agreed.steps() & each.leftOut) != 0) {
        found.add(each);
      }
    }
    return found;
  }

  /** Of those that are not left out. */
  private static List<Command> answered(Agreement agreed) {
    List<Command> found = new ArrayList<>();
    for (Command each : Command.values()) {
      if (agreed.answers(each) && (agreed.steps() & each.leftOut) == 0) {
        found.add(each);
      }
    }
    return found;
  }
}
