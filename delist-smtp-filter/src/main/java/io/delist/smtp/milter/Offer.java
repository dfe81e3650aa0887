package io.delist.smtp.milter;

/**
 * What a mail server offers when a connection begins.
 *
 * @param version the newest protocol version that it speaks, unsigned
 * @param actions what it lets a milter do
 * @param steps what it can leave out
 */
record Offer(int version, int actions, int steps) {

  static Offer read(Fields content) throws MalformedFrameException {
    return new Offer(content.number32(), content.number32(), content.number32());
  }
}
