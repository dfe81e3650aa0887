package io.delist.bounce;

import io.delist.blocklist.ReasonCode;
import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import io.delist.token.ReferenceSigner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was found in one text, put together: a refusal gives its code before the address and its
 * reference after it, and whom it was sent to mostly stands before the whole.
 */
final class Reading {

  /** How far from an address its code and reference may stand, in squeezed characters. */
  private static final int REACH = 600;

  private static final Comparator<AddressHit> BEST_FIRST =
      Comparator.comparing(AddressHit::ordinary)
          .thenComparing(AddressHit::strength)
          .reversed()
          .thenComparing(AddressHit::index);

  private final Squeezed text;
  private final boolean verified;
  private final List<CodeHit> codes;
  private final List<ReferenceHit> references;
  private final List<MailboxHit> mailboxes;
  private final Collection<AddressHit> addresses;

  private Reading(Squeezed text, @Nullable ReferenceSigner signer) {
    this.text = text;
    this.verified = signer != null;
    this.codes = CodeFinder.find(text);
    this.references = ReferenceFinder.find(text, signer);
    this.mailboxes = MailboxFinder.find(text);
    this.addresses = AddressFinder.find(text, codes);
  }

  static Reading of(Squeezed text, @Nullable ReferenceSigner signer) {
    return new Reading(text, signer);
  }

  List<BounceCandidate> candidates() {
    Set<IpAddress> proved =
        references.stream()
            .map(ReferenceHit::about)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    List<AddressHit> hits = new ArrayList<>(addresses);
    Set<IpAddress> known = addresses.stream().map(AddressHit::address).collect(Collectors.toSet());
    for (ReferenceHit reference : references) {
      IpAddress about = reference.about();
      if (about != null && known.add(about)) {
        hits.add(AddressHit.of(about, reference.index(), Strength.BANNED));
      }
    }
    return hits.stream()
        .sorted(
            Comparator.comparing((AddressHit hit) -> !proved.contains(hit.address()))
                .thenComparing(BEST_FIRST))
        .limit(BounceReader.MOST_CANDIDATES)
        .map(this::candidate)
        .toList();
  }

  private BounceCandidate candidate(AddressHit hit) {
    return new BounceCandidate(
        hit.address(),
        mailboxOf(hit),
        codeOf(hit),
        verified ? verifiedReferenceOf(hit) : referenceOf(hit),
        Evidence.of(text, hit.index()));
  }

  private @Nullable ReasonCode codeOf(AddressHit hit) {
    CodeHit before = lastBefore(codes, CodeHit::index, hit.index());
    if (before != null && hit.index() - before.index() <= REACH) {
      return before.code();
    }
    CodeHit after = firstAfter(codes, CodeHit::index, hit.index());
    return after != null && after.index() - hit.index() <= REACH ? after.code() : null;
  }

  private @Nullable String verifiedReferenceOf(AddressHit hit) {
    return references.stream()
        .filter(reference -> Objects.equals(reference.about(), hit.address()))
        .map(ReferenceHit::reference)
        .findFirst()
        .orElse(null);
  }

  /** The reference after the address, unless another refusal starts between them. */
  private @Nullable String referenceOf(AddressHit hit) {
    ReferenceHit after = firstAfter(references, ReferenceHit::index, hit.index());
    if (after == null || after.index() - hit.index() > REACH) {
      return null;
    }
    CodeHit next = firstAfter(codes, CodeHit::index, hit.index());
    return next == null || next.index() > after.index() ? after.reference() : null;
  }

  /** The mailbox with the surest role; among equals the last before the address, else the first. */
  private @Nullable EmailAddress mailboxOf(AddressHit hit) {
    MailboxHit best = null;
    for (MailboxHit each : mailboxes) {
      int surer = best == null ? 1 : each.role().compareTo(best.role());
      if (surer > 0 || (surer == 0 && each.index() < hit.index())) {
        best = each;
      }
    }
    return best == null ? null : best.email();
  }

  private static <T> @Nullable T lastBefore(List<T> hits, ToIntFunction<T> index, int at) {
    T last = null;
    for (T each : hits) {
      if (index.applyAsInt(each) >= at) {
        break;
      }
      last = each;
    }
    return last;
  }

  private static <T> @Nullable T firstAfter(List<T> hits, ToIntFunction<T> index, int at) {
    return hits.stream().filter(each -> index.applyAsInt(each) >= at).findFirst().orElse(null);
  }
}
