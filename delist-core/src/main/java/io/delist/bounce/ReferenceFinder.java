package io.delist.bounce;

import io.delist.token.Reference;
import io.delist.token.ReferenceSigner;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds {@code /r/<key id>.<body and mac>} as {@link ReferenceSigner} writes it.
 *
 * <p>Where a line ends behind it, the next word may or may not belong to it: its two lengths tell.
 */
final class ReferenceFinder {

  private static final String PATH = "/r/";
  private static final int LONGEST_KEY_ID_CHARS = 4;

  /** 32 bytes for IPv4 and 44 for IPv6, in base64url; the longer first. */
  private static final int[] BODY_CHARS = {59, 43};

  private final Squeezed text;
  private final @Nullable ReferenceSigner signer;
  private final List<ReferenceHit> hits = new ArrayList<>();

  private ReferenceFinder(Squeezed text, @Nullable ReferenceSigner signer) {
    this.text = text;
    this.signer = signer;
  }

  /** In the order of the text; with a signer only those that verify. */
  static List<ReferenceHit> find(Squeezed text, @Nullable ReferenceSigner signer) {
    ReferenceFinder finder = new ReferenceFinder(text, signer);
    for (int at = 0; at < text.length(); at++) {
      if (text.hasAt(at, PATH)) {
        finder.step(at);
      }
    }
    return finder.hits;
  }

  private void step(int at) {
    int start = at + PATH.length();
    int dot = text.endOf(start, LONGEST_KEY_ID_CHARS, true, Chars.KEY_ID);
    if (dot == start || text.at(dot) != '.') {
      return;
    }
    int body = dot + 1;
    int end = text.endOf(body, BODY_CHARS[0], true, Chars.BASE64URL);
    for (int chars : BODY_CHARS) {
      int to = body + chars;
      if (to <= end && isWordEnd(to) && take(at, text.text(start, to))) {
        return;
      }
    }
  }

  private boolean isWordEnd(int end) {
    return !text.isJoined(end, false) || !Chars.BASE64URL.has(text.at(end));
  }

  private boolean take(int at, String reference) {
    if (signer == null) {
      hits.add(new ReferenceHit(at, reference, null));
      return true;
    }
    Reference verified = signer.verify(reference).orElse(null);
    if (verified == null) {
      return false;
    }
    hits.add(new ReferenceHit(at, reference, verified.address()));
    return true;
  }
}
