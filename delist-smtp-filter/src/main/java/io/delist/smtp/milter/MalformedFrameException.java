package io.delist.smtp.milter;

/**
 * What came is not the milter protocol, or not a version of it that is spoken here. Its message has
 * no octet of what came but a command's letter. It has no stack trace: a hostile peer must be
 * cheap.
 */
final class MalformedFrameException extends Exception {

  private static final long serialVersionUID = 1;

  MalformedFrameException(String message) {
    super(message, null, false, false);
  }
}
