package io.delist.store;

import io.delist.token.Fingerprints;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The hash that chains the rows of the audit log, so that any language can check an export: SHA-256
 * over
 *
 * <pre>
 * 14 bytes  delist-audit/1, in ASCII
 * 32 bytes  the hash of the row before; zeros for the first
 *  8 bytes  the number of the row, big-endian
 *  8 bytes  its time, milliseconds since 1970, big-endian
 * then actor, action, request, prefix, revision (in decimal), rule, mailbox and detail, each as
 *  4 bytes  the count of its bytes, big-endian; -1 if it is missing
 *  n bytes  its text in UTF-8
 * </pre>
 *
 * <p>Anyone can compute it: it shows what was changed afterwards to whoever knows a later hash, and
 * is no signature.
 */
final class AuditHash {

  private static final byte[] VERSION = "delist-audit/1".getBytes(StandardCharsets.US_ASCII);
  private static final HexFormat HEX = HexFormat.of();

  private AuditHash() {}

  static String of(String before, long number, AuditEntry entry) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(VERSION);
      out.write(HEX.parseHex(before));
      out.writeLong(number);
      out.writeLong(entry.at().toEpochMilli());
      text(out, entry.actor());
      text(out, entry.action());
      text(out, Objects.toString(entry.requestId(), null));
      text(out, Objects.toString(entry.prefix(), null));
      text(out, Objects.toString(entry.revision(), null));
      text(out, entry.rule());
      text(out, Objects.toString(entry.mailbox(), null));
      text(out, entry.detail());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return HEX.formatHex(Fingerprints.sha256(bytes.toByteArray()));
  }

  private static void text(DataOutputStream out, @Nullable String text) throws IOException {
    if (text == null) {
      out.writeInt(-1);
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
