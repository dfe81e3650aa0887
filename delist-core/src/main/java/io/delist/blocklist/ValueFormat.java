package io.delist.blocklist;

import io.delist.net.IpPrefix;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the values of one kind of entries are written in a snapshot. */
abstract class ValueFormat<T> {

  static final ValueFormat<PrefixListings> LISTINGS = new OfListings();
  static final ValueFormat<Verdict.Exempt> EXEMPTIONS = new OfExemptions();
  static final ValueFormat<Verdict.Allowed> ALLOWLIST = new OfAllowlist();

  private static final int LONGEST_SOURCE_CHARS = 64;

  private ValueFormat() {}

  abstract void write(T value, RecordWriter to) throws IOException;

  /**
   * Reads one value.
   *
   * @throws BadRecordException or IllegalArgumentException if there is none
   */
  abstract T read(RecordReader from) throws BadRecordException;

  /** No value takes fewer bytes. */
  abstract int leastBytes();

  /** The prefix that a value is for, if it names one. */
  @Nullable IpPrefix prefix(T value) {
    return null;
  }

  private static final class OfListings extends ValueFormat<PrefixListings> {

    @Override
    void write(PrefixListings value, RecordWriter to) throws IOException {
      to.number(value.verdicts().size());
      for (Verdict.Listed verdict : value.verdicts()) {
        ListingTerms terms = verdict.terms();
        to.text(terms.source().name())
            .number(terms.reasonCode().value())
            .text(terms.reason())
            .time(terms.listedAt())
            .time(terms.evidenceAt())
            .timeOrNull(terms.expiresAt());
      }
    }

    @Override
    PrefixListings read(RecordReader from) throws BadRecordException {
      int count = from.number();
      List<Verdict.Listed> verdicts = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        verdicts.add(
            new Verdict.Listed(
                new ListingTerms(
                    new Source(from.text(LONGEST_SOURCE_CHARS)),
                    new ReasonCode(from.number()),
                    from.text(ListingTerms.LONGEST_REASON_CHARS),
                    from.time(),
                    from.time(),
                    from.timeOrNull())));
      }
      return PrefixListings.of(verdicts);
    }

    @Override
    int leastBytes() {
      return 2 + 4 + 2 + 3 + 10 + 10 + 1;
    }
  }

  private static final class OfExemptions extends ValueFormat<Verdict.Exempt> {

    @Override
    void write(Verdict.Exempt value, RecordWriter to) throws IOException {
      Exemption exemption = value.exemption();
      to.prefix(exemption.prefix())
          .time(exemption.evidenceCutoff())
          .timeOrNull(exemption.expiresAt());
    }

    @Override
    Verdict.Exempt read(RecordReader from) throws BadRecordException {
      return new Verdict.Exempt(new Exemption(from.prefix(), from.time(), from.timeOrNull()));
    }

    @Override
    int leastBytes() {
      return 6 + 10 + 1;
    }

    @Override
    IpPrefix prefix(Verdict.Exempt value) {
      return value.exemption().prefix();
    }
  }

  private static final class OfAllowlist extends ValueFormat<Verdict.Allowed> {

    @Override
    void write(Verdict.Allowed value, RecordWriter to) throws IOException {
      to.prefix(value.entry().prefix()).text(value.entry().comment());
    }

    @Override
    Verdict.Allowed read(RecordReader from) throws BadRecordException {
      return new Verdict.Allowed(
          new AllowEntry(from.prefix(), from.text(ListingTerms.LONGEST_REASON_CHARS)));
    }

    @Override
    int leastBytes() {
      return 6 + 3;
    }

    @Override
    IpPrefix prefix(Verdict.Allowed value) {
      return value.entry().prefix();
    }
  }
}
