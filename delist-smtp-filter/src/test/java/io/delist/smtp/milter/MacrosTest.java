package io.delist.smtp.milter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MacrosTest {

  private final Macros macros = new Macros();

  @Test
  void namesAreReadWithAndWithoutBraces() throws MalformedFrameException {
    read(new MtaFrames().macros('C', "j", "mx.example", "{daemon_name}", "smtpd"));
    read(new MtaFrames().macros('H', "tls_version", "TLSv1.3"));
    read(new MtaFrames().macros('M', "{i}", "4XyZ"));

    assertThat(macros.value(Macro.HOST)).isEqualTo("mx.example");
    assertThat(macros.value(Macro.DAEMON)).isEqualTo("smtpd");
    assertThat(macros.value(Macro.TLS_VERSION)).isEqualTo("TLSv1.3");
    assertThat(macros.value(Macro.QUEUE_ID)).isEqualTo("4XyZ");
  }

  @Test
  void whatCameWithALaterCommandCountsFirst() throws MalformedFrameException {
    read(new MtaFrames().macros('R', "i", "of the recipient"));
    read(new MtaFrames().macros('M', "i", "of the sender"));

    assertThat(macros.value(Macro.QUEUE_ID)).isEqualTo("of the recipient");
  }

  @Test
  void aFrameTakesThePlaceOfTheOneBefore() throws MalformedFrameException {
    read(new MtaFrames().macros('M', "{auth_type}", "PLAIN"));
    read(new MtaFrames().macros('M', "i", "2"));

    assertThat(macros.has(Macro.AUTH_TYPE)).isFalse();
  }

  @Test
  void anEmptyValueIsNone() throws MalformedFrameException {
    read(new MtaFrames().macros('M', "{auth_type}", ""));

    assertThat(macros.has(Macro.AUTH_TYPE)).isFalse();
  }

  @Test
  void othersAreDropped() throws MalformedFrameException {
    read(new MtaFrames().macros('M', "{mail_addr}", "a@example.org", "i", "1", "{x}", "y"));
    read(new MtaFrames().macros('E', "i", "2"));

    assertThat(macros.value(Macro.QUEUE_ID)).isEqualTo("1");
  }

  @Test
  void aLongValueIsCut() throws MalformedFrameException {
    read(new MtaFrames().macros('M', "i", "9".repeat(60_000)));

    assertThat(macros.value(Macro.QUEUE_ID)).isEqualTo("9".repeat(255));
  }

  @Test
  void whatBelongsToAMessageGoesWithIt() throws MalformedFrameException {
    read(new MtaFrames().macros('C', "j", "mx.example"));
    read(new MtaFrames().macros('M', "i", "1", "{auth_type}", "PLAIN"));

    macros.forgetFrom(Command.MAIL);

    assertThat(macros.value(Macro.HOST)).isEqualTo("mx.example");
    assertThat(macros.value(Macro.QUEUE_ID)).isEmpty();
    assertThat(macros.has(Macro.AUTH_TYPE)).isFalse();
  }

  @Test
  void aNameWithoutItsValueIsRefused() {
    assertThatThrownBy(() -> read(new MtaFrames().macros('M', "i")))
        .isInstanceOf(MalformedFrameException.class);
  }

  private void read(MtaFrames frame) throws MalformedFrameException {
    macros.read(new FrameReader().next(frame.buffer()));
  }
}
