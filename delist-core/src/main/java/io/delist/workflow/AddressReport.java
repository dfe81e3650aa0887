package io.delist.workflow;

import io.delist.blocklist.Explanation;
import io.delist.store.DelistRequest;
import java.util.List;

/**
 * What is public about an address: why it is listed, and whether it was delisted before.
 *
 * @param explanation what covers it and the verdict
 * @param delistedBefore earlier requests that took it off, the youngest first
 */
public record AddressReport(Explanation explanation, List<DelistRequest> delistedBefore) {

  public AddressReport {
    delistedBefore = List.copyOf(delistedBefore);
  }
}
