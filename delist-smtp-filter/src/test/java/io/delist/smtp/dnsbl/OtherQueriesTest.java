package io.delist.smtp.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is asked in another way than it should be. */
class OtherQueriesTest {

  private static final String NAME = "1.2.0.192." + SampleZone.NAME;

  private final SampleZone zone = new SampleZone().list("192.0.2.0/24");

  @Test
  void otherZonesAndClassesAndTransfersAreRefused() {
    for (Ask ask :
        List.of(
            Ask.name("example.test"),
            Ask.name("test"),
            Ask.name("."),
            Ask.name("1.2.0.192.xbl.example.test"),
            Ask.name("1.2.0.192.bl.example.test.other"),
            Ask.name("version.bind").type(Wire.TYPE_TXT).inClass(3),
            Ask.name(NAME).inClass(3),
            Ask.name(NAME).inClass(255),
            Ask.name(SampleZone.NAME).type(Wire.TYPE_AXFR),
            Ask.name(SampleZone.NAME).type(Wire.TYPE_IXFR))) {
      Reply reply = zone.ask(ask);
      assertThat(reply.code()).isEqualTo(Wire.REFUSED);
      assertThat(reply.isAuthoritative()).isFalse();
      assertThat(reply.answers()).isEmpty();
      assertThat(reply.authority()).isEmpty();
      assertThat(reply.questions()).isEqualTo(1);
    }
  }

  @Test
  void aLabelThatOnlyEndsLikeTheZoneIsNotTheZone() {
    // One label: "a", then the octet 2, "bl", 7, "example", 4 and "test" as text in it.
    String inside = "a\u0002bl\u0007example\u0004test";
    assertThat(zone.ask(Ask.name(inside)).code()).isEqualTo(Wire.REFUSED);
  }

  @Test
  void otherOperationsAreNotImplemented() {
    for (int opcode = 1; opcode < 16; opcode++) {
      Reply reply = zone.ask(Ask.name(NAME).flags(opcode << 11 | 0x0100));
      assertThat(reply.code()).isEqualTo(Wire.NOTIMP);
      assertThat(reply.flags() >>> 11 & 0xf).isEqualTo(opcode);
      assertThat(reply.questions()).isZero();
    }
  }

  @Test
  void responsesAndScrapsGetNoAnswer() {
    assertThat(zone.answer(Ask.name(NAME).flags(0x8100).octets(), true)).isEmpty();
    byte[] query = Ask.name(NAME).octets();
    for (int length = 0; length < 12; length++) {
      assertThat(zone.answer(Arrays.copyOf(query, length), true)).isEmpty();
    }
  }

  @Test
  void whatIsMalformedIsToldSo() {
    byte[] whole = Ask.name(NAME).octets();
    for (int length = 12; length < whole.length; length++) {
      assertMalformed(Arrays.copyOf(whole, length));
    }
    assertMalformed(Ask.name(NAME).with(new byte[] {0}).octets());
    assertMalformed(Ask.name(NAME).counts(0, 0).octets());
    assertMalformed(Ask.name(NAME).counts(0, 2).octets());
    assertMalformed(Ask.name(NAME).counts(1, 1).octets());
    assertMalformed(Ask.name(NAME).counts(2, 1).octets());
    assertMalformed(Ask.name(NAME).counts(3, 1).octets());
    assertMalformed(Ask.name(NAME).edns(1232, 0, 0).edns(1232, 0, 0).octets());
    // A pointer to itself, a label of 64 octets, a name of 256 octets.
    byte[] pointer = Ask.name(NAME).octets();
    pointer[12] = (byte) 0xc0;
    pointer[13] = 12;
    assertMalformed(pointer);
    assertMalformed(Ask.name("a".repeat(64) + "." + SampleZone.NAME).octets());
    assertMalformed(Ask.name("a.".repeat(127) + "b").octets());
  }

  @Test
  void theLongestNameThereIsIsRead() {
    String longest = "a.".repeat(126) + "b";
    assertThat(Ask.name(longest).octets()).hasSize(12 + 255 + 4);
    assertThat(zone.ask(Ask.name(longest)).code()).isEqualTo(Wire.REFUSED);
  }

  private void assertMalformed(byte[] query) {
    Reply reply = Reply.read(zone.answer(query, true));
    assertThat(reply.code()).isEqualTo(Wire.FORMERR);
    assertThat(reply.questions()).isZero();
    assertThat(reply.id()).isEqualTo(0x1234);
    assertThat(reply.octets()).isEqualTo(12);
  }

  @Test
  void theQuestionComesBackInItsOwnCase() {
    Random random = new Random(7);
    String listed =
        Ask.reversed(io.delist.net.IpAddress.parse("2001:db8::ab")) + ".BL.example.test";
    zone.list("2001:db8::ab/128");
    for (int i = 0; i < 50; i++) {
      StringBuilder mixed = new StringBuilder();
      listed
          .toLowerCase(Locale.ROOT)
          .chars()
          .forEach(
              c -> mixed.append(random.nextBoolean() ? Character.toUpperCase((char) c) : (char) c));
      Reply reply = zone.ask(Ask.name(mixed.toString()));
      assertThat(reply.question()).isEqualTo(mixed + ". 1 1");
      assertThat(reply.data()).containsExactly("127.0.0.2");
      assertThat(reply.answers().get(0).name()).isEqualTo(mixed + ".");
    }
  }

  @Test
  void idAndFlagsOfTheQueryComeBack() {
    Reply reply = zone.ask(Ask.name(NAME).id(0xbeef).flags(0x0110));
    assertThat(reply.id()).isEqualTo(0xbeef);
    // QR, AA, RD, CD; neither RA nor AD.
    assertThat(reply.flags()).isEqualTo(0x8510);
    assertThat(zone.ask(Ask.name(NAME).flags(0)).flags()).isEqualTo(0x8400);
  }

  @Test
  void aFaultOfOursIsServfailAndTheNextQueryIsAnswered() {
    boolean[] broken = {true};
    SampleZone faulty =
        new SampleZone(
            settings ->
                settings.loaded(
                    () -> {
                      if (broken[0]) {
                        throw new IllegalStateException("broken");
                      }
                      return true;
                    }));
    Reply reply = faulty.ask(Ask.name(NAME).edns(1232, 0, 0));
    assertThat(reply.code()).isEqualTo(Wire.SERVFAIL);
    assertThat(reply.question()).isEqualTo(NAME + ". 1 1");
    broken[0] = false;
    assertThat(faulty.ask(Ask.name(NAME)).code()).isEqualTo(Wire.NXDOMAIN);
  }
}
