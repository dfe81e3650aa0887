package io.delist.bounce;

import io.delist.token.ReferenceSigner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a bounce: the message that says which IP address was refused, in the words of whatever mail
 * program wrote it, pasted in part or whole, or attached.
 *
 * <p>Best comes first: an address that a verified reference names, then one behind "banned sending
 * IP", one in brackets after a reason code, one in brackets, a bare one. Special-purpose addresses
 * (RFC 6890; documentation ranges apart) come after all others. What comes back is a proposal for a
 * form: it grants nothing, and a visitor may have typed all of it.
 *
 * <p>The mailbox is that of the blocked sender: whom the bounce is addressed to, else the
 * reverse-path of the refused mail ({@code MAIL FROM:<…>}, {@code Return-Path}, {@code from=<…>} in
 * a log), else its author.
 *
 * <p><b>Cost:</b> time and memory in proportion to the input, which is cut at the limits below.
 * <b>Threads:</b> safe, no state.
 */
public final class BounceReader {

  /** So many candidates at most. */
  public static final int MOST_CANDIDATES = 5;

  /** Text is read up to here (256 Ki characters); what follows is cut off. */
  public static final int LONGEST_TEXT_CHARS = 256 << 10;

  /** A message is read up to here (1 MiB); what follows is cut off. */
  public static final int LONGEST_MESSAGE_BYTES = 1 << 20;

  /** Parts within parts of a message are read so deep and no deeper. */
  public static final int DEEPEST_PART = 8;

  /** So many parts of a message are read, itself and those that hold others counted. */
  public static final int MOST_PARTS = 64;

  private final @Nullable ReferenceSigner signer;

  /** A reader that cannot verify: a reference is given as it stands in the text. */
  public BounceReader() {
    this(null);
  }

  /**
   * A reader that gives a reference only if it verifies, and then believes it before all else.
   *
   * @param signer of the portal whose refusals are read; none to give references unverified
   */
  public BounceReader(@Nullable ReferenceSigner signer) {
    this.signer = signer;
  }

  /**
   * Reads pasted text: an SMTP reply or dialogue, the words of a bounce, a log line, or the source
   * of a message without encoded parts. Text above {@link #LONGEST_TEXT_CHARS} is cut.
   *
   * @return at most {@link #MOST_CANDIDATES}, best first, each address once; empty if no address is
   *     named. Never fails.
   */
  public List<BounceCandidate> readText(String text) {
    String bounded =
        text.length() > LONGEST_TEXT_CHARS ? text.substring(0, LONGEST_TEXT_CHARS) : text;
    return Reading.of(Squeezer.squeeze(bounded), signer).candidates();
  }

  /**
   * Reads a message ({@code message/rfc822}): the delivery status of a report (RFC 3464) before its
   * words for people, and both before other text; of a forwarded bounce the same. The message that
   * was returned is not read. A message above {@link #LONGEST_MESSAGE_BYTES} is cut, parts below
   * depth {@value #DEEPEST_PART} or after number {@value #MOST_PARTS} are left out, and what has no
   * header is read as text. Does not close the stream.
   *
   * @return as {@link #readText}
   * @throws IOException if the stream fails; no content makes it fail
   */
  public List<BounceCandidate> readMessage(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(LONGEST_MESSAGE_BYTES);
    // A byte is a character until a part's own charset is known.
    return readText(MimeText.of(new String(bytes, StandardCharsets.ISO_8859_1)));
  }
}
