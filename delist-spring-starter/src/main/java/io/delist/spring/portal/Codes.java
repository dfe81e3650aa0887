package io.delist.spring.portal;

import io.delist.store.DelistRequest;
import io.delist.workflow.RequestProofs;
import java.util.Optional;

/** Shows codes to the browsers that asked. */
final class Codes {

  private final RequestProofs proofs;

  Codes(RequestProofs proofs) {
    this.proofs = proofs;
  }

  /** The code of a request, or empty if its key is no longer used. */
  Optional<String> of(DelistRequest request) {
    return proofs.findCodeOf(request);
  }
}
