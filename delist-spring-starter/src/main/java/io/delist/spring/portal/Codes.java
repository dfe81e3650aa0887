package io.delist.spring.portal;

import io.delist.store.DelistRequest;
import io.delist.workflow.RequestProofs;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows codes to the browsers that asked. */
final class Codes {

  private static final Logger LOG = LoggerFactory.getLogger(Codes.class);

  private final RequestProofs proofs;

  Codes(RequestProofs proofs) {
    this.proofs = proofs;
  }

  /** The code of a request, or empty if its key is no longer used. */
  Optional<String> of(DelistRequest request) {
    try {
      return Optional.of(proofs.codeOf(request));
    } catch (IllegalArgumentException e) {
      LOG.warn("request {} has no code any more: {}", request.id(), e.getMessage());
      return Optional.empty();
    }
  }
}
