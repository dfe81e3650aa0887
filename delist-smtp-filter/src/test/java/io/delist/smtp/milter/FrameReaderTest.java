package io.delist.smtp.milter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {

  private final FrameReader reader = new FrameReader();

  @Test
  void framesComeOneAfterTheOther() throws MalformedFrameException {
    ByteBuf in = new MtaFrames().helo("one").bare('A').helo("two").buffer();

    assertThat(text(reader.next(in))).isEqualTo("H one");
    assertThat(text(reader.next(in))).isEqualTo("A");
    assertThat(text(reader.next(in))).isEqualTo("H two");
    assertThat(reader.next(in)).isNull();
    assertThat(in.readableBytes()).isZero();
  }

  @Property
  void whereItIsCutDoesNotMatter(@ForAll @IntRange(min = 1, max = 40) int pieceOctets)
      throws MalformedFrameException {
    byte[] all =
        new MtaFrames()
            .helo("mail.example")
            .header("Subject", "none of our business")
            .recipient("<a@example.org>", "NOTIFY=NEVER")
            .body("x".repeat(100))
            .bare('Q')
            .octets();
    FrameReader fresh = new FrameReader();
    ByteBuf in = Unpooled.buffer();
    List<String> frames = new ArrayList<>();
    for (int at = 0; at < all.length; at += pieceOctets) {
      in.writeBytes(all, at, Math.min(pieceOctets, all.length - at));
      for (Fields each = fresh.next(in); each != null; each = fresh.next(in)) {
        frames.add(text(each));
      }
    }

    assertThat(frames).containsExactly("H mail.example", "L", "R <a@example.org>", "B", "Q");
    assertThat(in.readableBytes()).isZero();
  }

  @Test
  void nothingIsHeldOfWhatNobodyReads() throws MalformedFrameException {
    ByteBuf in = Unpooled.buffer();
    in.writeInt(FrameReader.LARGEST_DROPPED_OCTETS).writeByte('B');
    for (int left = FrameReader.LARGEST_DROPPED_OCTETS - 1; left > 0; left -= 1024) {
      assertThat(reader.next(in)).isNull();
      assertThat(in.readableBytes()).isZero();
      assertThat(reader.isWithinDroppedFrame()).isTrue();
      in.clear().writeZero(Math.min(left, 1024));
    }

    assertThat(text(reader.next(in))).isEqualTo("B");
    assertThat(reader.isWithinDroppedFrame()).isFalse();
  }

  @Test
  void theLargestFrameThatIsReadIsRead() throws MalformedFrameException {
    String name = "x".repeat(FrameReader.LARGEST_READ_OCTETS - 2);

    assertThat(text(reader.next(new MtaFrames().helo(name).buffer()))).isEqualTo("H " + name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"O", "D", "C", "H", "M", "R"})
  void oneMoreIsRefusedBeforeItArrives(String command) {
    ByteBuf in = Unpooled.buffer();
    in.writeInt(FrameReader.LARGEST_READ_OCTETS + 1).writeByte(command.charAt(0));

    assertThatThrownBy(() -> reader.next(in))
        .isInstanceOf(MalformedFrameException.class)
        .hasMessage("command %s with 65537 octets; the most are 65536", command);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, FrameReader.LARGEST_DROPPED_OCTETS + 1, Integer.MAX_VALUE, -1})
  void aLengthThatNoFrameHasIsRefusedBeforeItsCommandArrives(int length) {
    ByteBuf in = Unpooled.buffer().writeInt(length);

    assertThatThrownBy(() -> reader.next(in))
        .isInstanceOf(MalformedFrameException.class)
        .hasMessage(
            "a frame of %d octets; it must be 1 to 1048576", Integer.toUnsignedLong(length));
  }

  @ParameterizedTest
  @ValueSource(ints = {'a', 'Z', ' ', 0, 0x80, 0xff})
  void aCommandThatThereIsNotIsRefused(int octet) {
    ByteBuf in = Unpooled.buffer().writeInt(1).writeByte(octet);

    assertThatThrownBy(() -> reader.next(in))
        .isInstanceOf(MalformedFrameException.class)
        .hasMessage("command 0x%02x, which milter version 6 does not have".formatted(octet));
  }

  @Test
  void aTextWithoutItsNulIsRefused() throws MalformedFrameException {
    Fields helo = reader.next(new MtaFrames().frame('H', MtaFrames.octets((byte) 'x')).buffer());

    assertThatThrownBy(helo::text)
        .hasMessage("command H ends within a text; each text ends with a NUL");
  }

  @Test
  void aTextDoesNotReachIntoTheNextFrame() throws MalformedFrameException {
    ByteBuf in = new MtaFrames().frame('H', MtaFrames.octets((byte) 'x')).helo("y").buffer();
    Fields first = reader.next(in);

    assertThatThrownBy(first::text).isInstanceOf(MalformedFrameException.class);
  }

  @Test
  void octetsThatAreNoTextAreReplaced() throws MalformedFrameException {
    Fields helo =
        reader.next(
            new MtaFrames()
                .frame('H', MtaFrames.octets((byte) 0xc3, (byte) 0x28, (byte) 0))
                .buffer());

    assertThat(helo.text()).isEqualTo("\ufffd(");
  }

  @Test
  void aNumberThatIsCutIsRefused() throws MalformedFrameException {
    Fields offer = reader.next(new MtaFrames().frame('O', new byte[11]).buffer());

    assertThatThrownBy(() -> Offer.read(offer))
        .hasMessage("command O ends where a number of four octets should be");
  }

  private static String text(Fields frame) throws MalformedFrameException {
    assertThat(frame).isNotNull();
    String command = String.valueOf(frame.command().octet());
    return frame.command().isRead() ? command + " " + frame.text() : command;
  }
}
