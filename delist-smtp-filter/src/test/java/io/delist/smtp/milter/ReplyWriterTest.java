package io.delist.smtp.milter;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.smtp.SmtpReply;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class ReplyWriterTest {

  private final ByteBuf out = Unpooled.buffer();

  @Test
  void goOnIsOneOctet() {
    ReplyWriter.goOn(out);

    assertThat(ByteBufUtil.hexDump(out)).isEqualTo("0000000163");
  }

  @Test
  void aRefusalIsItsLineAndANul() {
    ReplyWriter.refuse(out, new SmtpReply(451, "4.7.1", "Try later"));

    assertThat(MilterReplies.readAll(out)).containsExactly("y451 4.7.1 Try later|");
  }

  /** Sendmail prints the text as a format; Postfix makes one of two. */
  @Test
  void percentSignsAreDoubled() {
    ReplyWriter.refuse(out, new SmtpReply(550, "5.7.606", "100% %s https://delist.example/%7E"));

    assertThat(MilterReplies.readAll(out))
        .containsExactly("y550 5.7.606 100%% %%s https://delist.example/%%7E|");
  }

  @Test
  void anAgreementWithoutMacrosIsThreeNumbers() {
    ReplyWriter.agree(out, new Agreement(6, Actions.QUARANTINE, Steps.NO_BODY | Steps.NO_DATA));

    assertThat(ByteBufUtil.hexDump(out)).isEqualTo("0000000d4f000000060000002000000210");
  }

  @Test
  void framesFollowEachOther() {
    ReplyWriter.insertHeader(out, "X-Listed", "606");
    ReplyWriter.quarantine(out, "5.7.606 listed");
    ReplyWriter.goOn(out);

    assertThat(MilterReplies.readAll(out))
        .containsExactly("i||||X-Listed|606|", "q5.7.606 listed|", "c");
  }
}
