package io.delist.bounce;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The text of a message, what is worth most first: whom a bounce was sent to, the fields of
 * delivery reports (RFC 3464), plain text, HTML without its tags.
 *
 * <p>Read by hand and not by Jakarta Mail: that builds every part that a message claims to have,
 * without a limit, and needs an implementation at run time where this package needs none.
 *
 * <p><b>Cost:</b> the message's length times the depth, which has a limit.
 */
final class MimeText {

  private static final int MOST_PARTS = BounceReader.MOST_PARTS;

  /** A header without any of these is the first lines of some other text. */
  private static final Set<String> USUAL_FIELDS =
      Set.of("content-type", "received", "from", "to", "subject", "date", "message-id");

  private final StringBuilder reports = new StringBuilder();
  private final StringBuilder plain = new StringBuilder();
  private final StringBuilder html = new StringBuilder();
  private int parts;

  private MimeText() {}

  /**
   * @param message a character for a byte
   */
  static String of(String message) {
    MimeText text = new MimeText();
    text.readMessage(message, 0);
    return text.reports
        .append("\n\n")
        .append(text.plain)
        .append("\n\n")
        .append(text.html)
        .toString();
  }

  private void readMessage(String raw, int depth) {
    MimePart message = MimePart.parse(raw);
    if (USUAL_FIELDS.stream().allMatch(name -> message.field(name).isEmpty())) {
      plain.append(new String(raw.getBytes(ISO_8859_1), UTF_8));
      return;
    }
    if (isBounce(message)) {
      reports.append(FieldName.OF_BOUNCED_TO).append(": ").append(addressee(message)).append('\n');
    }
    read(message, depth, false);
  }

  /** Whether a program sent it as an answer; a message that forwards a bounce is none. */
  private static boolean isBounce(MimePart message) {
    return message.type().equals("multipart/report")
        || message.field("return-path").equals("<>")
        || message.field("auto-submitted").startsWith("auto-replied")
        || !message.field("x-failed-recipients").isEmpty()
        || Robots.sendsErrors(message.field("from"));
  }

  private static String addressee(MimePart bounce) {
    return Stream.of("to", "x-original-to", "delivered-to")
        .map(bounce::field)
        .filter(value -> value.indexOf('@') > 0)
        .findFirst()
        .orElse("");
  }

  private void read(MimePart part, int depth, boolean inReport) {
    if (++parts > MOST_PARTS || depth > BounceReader.DEEPEST_PART) {
      return;
    }
    String type = part.type();
    String boundary = part.parameter("boundary");
    if (type.startsWith("multipart/") && !boundary.isEmpty()) {
      boolean report = inReport || type.equals("multipart/report");
      for (String each : split(part.body(), "--" + boundary)) {
        read(MimePart.parse(each), depth + 1, report);
      }
    } else if (type.equals("message/rfc822") || type.equals("message/global")) {
      if (!inReport) {
        readMessage(TransferEncoding.raw(part), depth + 1);
      }
    } else if (type.endsWith("delivery-status")) {
      reports.append(unfold(TransferEncoding.text(part))).append("\n\n");
    } else if (type.equals("text/html")) {
      html.append(HtmlText.of(TransferEncoding.text(part))).append("\n\n");
    } else if (type.startsWith("multipart/")
        || (type.startsWith("text/") && !type.endsWith("-headers"))) {
      plain.append(TransferEncoding.text(part)).append("\n\n");
    }
  }

  /** The parts between the lines that start with the delimiter, no more than may be read. */
  private static List<String> split(String body, String delimiter) {
    List<String> found = new ArrayList<>();
    int partStart = -1;
    int at = 0;
    while (at < body.length() && found.size() < MOST_PARTS) {
      int end = MimePart.lineEnd(body, at);
      if (isDelimiter(body, at, end, delimiter)) {
        if (partStart >= 0) {
          found.add(body.substring(partStart, at));
        }
        boolean last = body.startsWith("--", at + delimiter.length());
        partStart = last ? -1 : Math.min(end + 1, body.length());
        if (last) {
          break;
        }
      }
      at = end + 1;
    }
    // A message that was cut off has no last delimiter.
    if (partStart >= 0 && found.size() < MOST_PARTS) {
      found.add(body.substring(partStart));
    }
    return found;
  }

  /** Whether the line is the delimiter; one that only starts like it belongs to a part within. */
  private static boolean isDelimiter(String body, int at, int end, String delimiter) {
    int after = at + delimiter.length();
    if (!body.startsWith(delimiter, at) || after > end) {
      return false;
    }
    String rest = body.substring(after, end);
    return rest.isBlank() || rest.startsWith("--");
  }

  private static String unfold(String fields) {
    StringBuilder unfolded = new StringBuilder(fields.length());
    for (String line : fields.split("\r?\n", -1)) {
      boolean continues = line.startsWith(" ") || line.startsWith("\t");
      String words = line.strip();
      if (continues && !words.isEmpty() && unfolded.length() > 0) {
        unfolded.append(' ').append(words);
      } else {
        unfolded.append('\n').append(words);
      }
    }
    return unfolded.toString();
  }
}
