package io.delist.audit;

import io.delist.audit.ChainCheck.Broken;
import io.delist.audit.ChainCheck.Intact;
import io.delist.store.AuditLink;
import io.delist.store.AuditLog;
import io.delist.store.AuditRow;
import org.jspecify.annotations.Nullable;

/** Follows the chain row by row up to the first link that does not hold. For one reading. */
final class ChainVerifier {

  private final AuditLink start;
  private final @Nullable AuditLink noted;
  private AuditLink link;
  private long rows;
  private @Nullable Broken broken;

  /**
   * @param start where the log begins
   * @param noted a link that was noted elsewhere, or null
   */
  ChainVerifier(AuditLink start, @Nullable AuditLink noted) {
    this.start = start;
    this.noted = noted;
    this.link = start;
    compareWithNote();
  }

  static ChainCheck verify(AuditLog log, @Nullable AuditLink noted) {
    ChainVerifier verifier = new ChainVerifier(log.start(), noted);
    log.read(0, verifier::next);
    return verifier.finish(log.end());
  }

  private void next(AuditRow row) {
    if (broken != null) {
      return;
    }
    long expected = link.number() + 1;
    if (row.number() < expected) {
      broken =
          new Broken(row.number(), "a row with this number is there before number " + expected);
    } else if (row.number() > expected) {
      broken = new Broken(expected, "the row is missing; the next is " + row.number());
    } else if (!link.follow(row.entry()).hash().equals(row.hash())) {
      broken = new Broken(expected, "its hash is not that of what it says and the row before");
    } else {
      link = AuditLink.at(row);
      rows++;
      compareWithNote();
    }
  }

  private void compareWithNote() {
    if (noted != null && noted.number() == link.number() && !noted.hash().equals(link.hash())) {
      broken = new Broken(link.number(), "its hash is not the one that was noted");
    }
  }

  private ChainCheck finish(AuditLink end) {
    if (broken != null) {
      return broken;
    }
    if (link.number() < end.number()) {
      return new Broken(
          link.number() + 1, "the row is missing; the log's end is noted as " + end.number());
    }
    if (!link.equals(end)) {
      return new Broken(
          Math.min(link.number(), end.number() + 1),
          "the log's end is noted as row " + end.number() + " with another hash");
    }
    if (noted != null && noted.number() > link.number()) {
      return new Broken(
          link.number() + 1, "the log ends before row " + noted.number() + ", which was noted");
    }
    if (noted != null && noted.number() < start.number()) {
      return new Broken(
          noted.number(), "row " + noted.number() + ", which was noted, has been cut off");
    }
    return new Intact(rows, start, link);
  }
}
