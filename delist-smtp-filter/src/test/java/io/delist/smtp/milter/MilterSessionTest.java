package io.delist.smtp.milter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delist.net.IpAddress;
import io.delist.smtp.GateMode;
import io.delist.smtp.SampleList;
import io.delist.smtp.SessionFacts;
import io.delist.smtp.SmtpDecision.Why;
import io.delist.smtp.SmtpGate;
import io.delist.smtp.listener.ListenerMeter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MilterSessionTest {

  private static final String LISTED = "192.0.2.66";
  private static final String REFUSED =
      "y550 5.7.606 Access denied, banned sending IP [192.0.2.66]; To request removal from this"
          + " list please visit https://delist.example/ and follow the directions.|";

  private final SampleList list =
      new SampleList().list("192.0.2.64/28", 606).list("2001:db8:bad::/48", 607);
  private final SmtpGate gate = list.gate().build();
  private final ListenerMeter meter = new ListenerMeter(() -> -1);

  @Test
  void aListedClientIsRefusedAtEachRecipient() throws MalformedFrameException {
    assertThat(
            replies(
                begin()
                    .connectV4(LISTED)
                    .helo("mail.example")
                    .mail("<a@example.net>", "SIZE=1000")
                    .recipient("<b@example.org>")
                    .recipient("<c@example.org>", "NOTIFY=NEVER")))
        .containsExactly(REFUSED, REFUSED);
  }

  @Test
  void aListedIpv6ClientToo() throws MalformedFrameException {
    assertThat(replies(begin().connectV6("IPv6:2001:db8:bad::66").recipient("<b@example.org>")))
        .singleElement()
        .asString()
        .startsWith("y550 5.7.607 Access denied, banned sending IP [2001:db8:bad::66]; ");
  }

  @Test
  void anUnlistedClientGoesOn() throws MalformedFrameException {
    assertThat(
            replies(
                begin()
                    .connectV4("192.0.2.99")
                    .helo("mail.example")
                    .mail("<a@example.net>")
                    .recipient("<b@example.org>")
                    .endOfMessage()))
        .containsExactly("c", "c");
  }

  @Test
  void postmasterStaysReachable() throws MalformedFrameException {
    assertThat(
            replies(
                begin()
                    .connectV4(LISTED)
                    .mail("<a@example.net>")
                    .recipient("<Postmaster@example.org>")
                    .recipient("<b@example.org>")
                    .endOfMessage()))
        .containsExactly("c", REFUSED, "c");
  }

  @ParameterizedTest
  @CsvSource({"{auth_type}, PLAIN", "auth_type, LOGIN", "{auth_authen}, someone"})
  void whoHasLoggedInGoesOn(String macro, String value) throws MalformedFrameException {
    assertThat(
            replies(
                begin()
                    .connectV4(LISTED)
                    .macros('M', "i", "1", macro, value)
                    .mail("<a@example.net>")
                    .recipient("<b@example.org>")))
        .containsExactly("c");
    assertThat(gate.counts().continued(Why.AUTHENTICATED)).isEqualTo(1);
  }

  /** {@code auth_author} is what the client says in {@code MAIL FROM:<…> AUTH=}. */
  @Test
  void theClientsOwnWordIsNoLogin() throws MalformedFrameException {
    assertThat(
            replies(
                begin()
                    .connectV4(LISTED)
                    .macros('M', "{auth_author}", "someone", "{mail_addr}", "a@example.net")
                    .mail("<a@example.net>", "AUTH=someone")
                    .recipient("<b@example.org>")))
        .containsExactly(REFUSED);
  }

  @Test
  void theLoginOfOneClientIsNotTheNextOnes() throws MalformedFrameException {
    MtaFrames first =
        begin()
            .connectV4("192.0.2.99")
            .macros('M', "{auth_type}", "PLAIN")
            .mail("<a@example.net>")
            .recipient("<b@example.org>")
            .bare('K');

    assertThat(replies(first.connectV4(LISTED).mail("<x@y>").recipient("<b@example.org>")))
        .containsExactly("c", REFUSED);
  }

  @Test
  void norWithoutTheQuitBetweenThem() throws MalformedFrameException {
    MtaFrames first = begin().connectV4("192.0.2.99").macros('M', "{auth_type}", "PLAIN");

    assertThat(replies(first.connectV4(LISTED).recipient("<b@example.org>")))
        .containsExactly(REFUSED);
  }

  @Test
  void theAddressOfOneClientIsNotTheNextOnes() throws MalformedFrameException {
    assertThat(
            replies(
                begin()
                    .connectV4(LISTED)
                    .bare('K')
                    .connectUnknown()
                    .recipient("<b@example.org>")
                    .bare('K')
                    .recipient("<b@example.org>")))
        .containsExactly("c", "c");
    assertThat(gate.counts().continued(Why.UNKNOWN_CLIENT)).isEqualTo(2);
  }

  @Test
  void aSecondNegotiationBeginsAnew() throws MalformedFrameException {
    assertThat(
            replies(
                begin()
                    .connectV4(LISTED)
                    .negotiate(6, MtaFrames.ALL_ACTIONS, MtaFrames.ALL_STEPS)
                    .recipient("<b@example.org>")))
        .hasSize(2)
        .last()
        .isEqualTo("c");
  }

  @Test
  void manyMessagesAreOneSession() throws MalformedFrameException {
    MtaFrames frames = begin().connectV4(LISTED).helo("mail.example");
    for (int message = 0; message < 3; message++) {
      frames.mail("<a@example.net>").recipient("<b@example.org>").bare('A');
      frames.mail("<a@example.net>").recipient("<postmaster@example.org>").endOfMessage();
    }

    assertThat(replies(frames))
        .containsExactly(REFUSED, "c", "c", REFUSED, "c", "c", REFUSED, "c", "c");
  }

  @Test
  void aDelistingCountsFromTheNextRecipient() throws MalformedFrameException {
    MilterSession session = new MilterSession(gate, Treatment.REFUSE, meter);
    replies(session, begin().connectV4(LISTED).recipient("<b@example.org>"));

    list.exempt(LISTED);

    assertThat(replies(session, new MtaFrames().recipient("<b@example.org>"))).containsExactly("c");
  }

  /** Version 2: no stage is left out but headers and body, and each is waited for. */
  @Test
  void anOldMailServerGetsAReplyToEachCommand() throws MalformedFrameException {
    MtaFrames old =
        new MtaFrames()
            .negotiate(2, 0x3f, 0x0f)
            .connectV4(LISTED)
            .helo("mail.example")
            .mail("<a@example.net>")
            .recipient("<b@example.org>")
            .recipient("<postmaster@example.org>")
            .header("Subject", "x")
            .bare('N')
            .body("text")
            .endOfMessage()
            .bare('A');

    List<String> replies = replies(old);

    assertThat(replies.get(0)).isEqualTo("O\0\0\0\2\0\0\0\1\0\0\0\0".replace('\0', '|'));
    assertThat(replies.subList(1, replies.size()))
        .containsExactly("c", "c", "c", REFUSED, "c", "c", "c", "c", "c");
  }

  @Test
  void monitoringLetsEverythingGoOn() throws MalformedFrameException {
    SmtpGate watching = list.gate().mode(GateMode.MONITOR).build();

    assertThat(
            replies(
                new MilterSession(watching, Treatment.REFUSE, meter),
                begin().connectV4(LISTED).recipient("<b@example.org>").endOfMessage()))
        .endsWith("c", "c");
    assertThat(watching.counts().continued(Why.MONITORED)).isEqualTo(1);
  }

  @Test
  void quarantineTakesTheMessageAndPutsItAside() throws MalformedFrameException {
    MilterSession session = new MilterSession(gate, Treatment.QUARANTINE, meter);

    assertThat(
            replies(
                session,
                begin()
                    .connectV4(LISTED)
                    .mail("<a@example.net>")
                    .recipient("<b@example.org>")
                    .recipient("<c@example.org>")
                    .endOfMessage()
                    .mail("<a@example.net>")
                    .recipient("<postmaster@example.org>")
                    .endOfMessage()))
        .endsWith("c", "c", "q" + REFUSED.substring("y550 ".length()), "c", "c", "c");
    assertThat(decisions()).doesNotContainKey(MilterSession.UNMARKED);
  }

  @Test
  void aMessageThatIsGivenUpTakesItsMarkWithIt() throws MalformedFrameException {
    MilterSession session = new MilterSession(gate, Treatment.QUARANTINE, meter);

    assertThat(
            replies(
                session,
                begin()
                    .connectV4(LISTED)
                    .recipient("<b@example.org>")
                    .bare('A')
                    .recipient("<postmaster@example.org>")
                    .endOfMessage()))
        .endsWith("c", "c", "c");
  }

  @Test
  void withoutQuarantineAtTheMailServerTheMailGoesOnAndIsCounted() throws MalformedFrameException {
    MilterSession session = new MilterSession(gate, Treatment.QUARANTINE, meter);

    assertThat(
            replies(
                session,
                new MtaFrames()
                    .negotiate(6, Actions.ADD_HEADERS, MtaFrames.ALL_STEPS)
                    .connectV4(LISTED)
                    .recipient("<b@example.org>")
                    .endOfMessage()))
        .endsWith("c", "c");
    assertThat(decisions()).containsEntry(MilterSession.UNMARKED, 1L);
  }

  @Test
  void aRemovalUnderWayDefersInQuarantineToo() throws MalformedFrameException {
    list.soften(LISTED, 606);
    for (Treatment treatment : Treatment.values()) {
      assertThat(
              replies(
                  new MilterSession(gate, treatment, meter),
                  begin()
                      .connectV4(LISTED)
                      .mail("<a@example.net>")
                      .recipient("<b@example.org>")
                      .recipient("<postmaster@example.org>")
                      .endOfMessage()))
          .satisfies(all -> assertThat(all.get(1)).startsWith("y451 4.7.1 "))
          .endsWith("c", "c");
    }
    assertThat(decisions()).containsEntry("deferred", 2L);
  }

  @Test
  void tagTakesTheMessageAndPutsAFieldBeforeItsOwn() throws MalformedFrameException {
    SmtpGate tagging = list.gate().mode(GateMode.TAG).build();

    assertThat(
            replies(
                new MilterSession(tagging, Treatment.QUARANTINE, meter),
                begin()
                    .connectV4(LISTED)
                    .mail("<a@example.net>")
                    .recipient("<b@example.org>")
                    .recipient("<c@example.org>")
                    .endOfMessage()
                    .mail("<a@example.net>")
                    .recipient("<postmaster@example.org>")
                    .endOfMessage()))
        .endsWith(
            "c",
            "c",
            "i||||X-Delist|listed; client=192.0.2.66; code=5.7.606; source=operator|",
            "c",
            "c",
            "c");
    assertThat(decisions()).containsEntry("tagged", 2L).doesNotContainKey(MilterSession.UNMARKED);
  }

  @Test
  void onlyWhatIsNeededIsAgreed() throws MalformedFrameException {
    int always = Actions.CHOOSE_MACROS | Actions.ADD_HEADERS;
    assertThat(agreedActions(Treatment.REFUSE)).isEqualTo(always);
    assertThat(agreedActions(Treatment.QUARANTINE)).isEqualTo(always | Actions.QUARANTINE);
  }

  @Test
  void theMacrosAreAskedForByStage() throws MalformedFrameException {
    ByteBuf out = Unpooled.buffer();
    take(new MilterSession(gate, Treatment.REFUSE, meter), MtaFrames.begin(), out);

    assertThat(MilterReplies.readAll(out).get(0).substring(13))
        .isEqualTo(
            "||||j {daemon_name}|"
                + "|||\1{tls_version}|"
                + "|||\2i {auth_type} {auth_authen}|"
                + "|||\3i|");
  }

  @Test
  void quitEndsTheConnection() throws MalformedFrameException {
    MilterSession session = new MilterSession(gate, Treatment.REFUSE, meter);
    ByteBuf in = MtaFrames.begin().bare('Q').buffer();
    FrameReader reader = new FrameReader();
    ByteBuf out = Unpooled.buffer();

    assertThat(session.take(reader.next(in), out)).isTrue();
    assertThat(session.take(reader.next(in), out)).isFalse();
  }

  @Test
  void nothingComesBeforeTheNegotiation() {
    assertThatThrownBy(() -> replies(new MtaFrames().connectV4(LISTED)))
        .isInstanceOf(MalformedFrameException.class)
        .hasMessage("command C came first; a connection begins with command O");
  }

  @Test
  void theFactsAreWhatTheMailServerToldUpToThatRecipient() throws MalformedFrameException {
    MilterSession session = new MilterSession(gate, Treatment.REFUSE, meter);
    replies(
        session,
        begin()
            .macros('C', "j", "mx.example", "{daemon_name}", "smtpd")
            .connectV4(LISTED)
            .macros('H', "{tls_version}", "TLSv1.3")
            .helo("mail.example")
            .macros('M', "i", "4XyZ", "{auth_type}", "PLAIN")
            .mail("<a@example.net>", "SIZE=1000"));

    assertThat(session.facts("<b@example.org>"))
        .isEqualTo(
            new SessionFacts(
                IpAddress.parse(LISTED),
                "mail.example",
                "<a@example.net>",
                "<b@example.org>",
                true,
                true,
                "mx.example/smtpd/4XyZ"));
  }

  @Test
  void whatWasNotToldIsUnknown() throws MalformedFrameException {
    MilterSession session = new MilterSession(gate, Treatment.REFUSE, meter);
    replies(session, begin());

    assertThat(session.facts("<b@example.org>"))
        .isEqualTo(SessionFacts.ofUnknownClient().withRecipient("<b@example.org>"));
  }

  private Map<String, Long> decisions() {
    return meter.health("milter", "", true).decisions();
  }

  private int agreedActions(Treatment treatment) throws MalformedFrameException {
    ByteBuf out = Unpooled.buffer();
    take(new MilterSession(gate, treatment, meter), MtaFrames.begin(), out);
    return out.getInt(9);
  }

  private static MtaFrames begin() {
    return MtaFrames.begin();
  }

  /** To all but the negotiation that version 6 begins with. */
  private List<String> replies(MtaFrames frames) throws MalformedFrameException {
    List<String> all = replies(new MilterSession(gate, Treatment.REFUSE, meter), frames);
    return all.get(0).startsWith("O|||\6") ? all.subList(1, all.size()) : all;
  }

  private static List<String> replies(MilterSession session, MtaFrames frames)
      throws MalformedFrameException {
    ByteBuf out = Unpooled.buffer();
    take(session, frames, out);
    return MilterReplies.readAll(out);
  }

  private static void take(MilterSession session, MtaFrames frames, ByteBuf out)
      throws MalformedFrameException {
    FrameReader reader = new FrameReader();
    ByteBuf in = frames.buffer();
    for (Fields each = reader.next(in); each != null; each = reader.next(in)) {
      session.take(each, out);
    }
  }
}
