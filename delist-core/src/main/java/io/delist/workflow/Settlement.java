package io.delist.workflow;

import io.delist.request.RequestEvent;
import io.delist.store.DelistRequest;
import io.delist.store.NodeStatus;
import io.delist.store.RequestState;
import io.delist.store.Store;
import io.delist.store.Transaction;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Books what happens to requests outside the visitor's hands: the mail nodes' reports and the
 * clock; {@link MailSettlement} does it for the relay's answers. Each may be told twice and counts
 * once.
 *
 * <p><b>Threads:</b> safe. <b>Errors:</b> {@link io.delist.store.StoreException} when the store is
 * away; tell it again later.
 */
public final class Settlement {

  private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

  private final Store store;
  private final DelistPolicy policy;
  private final RequestLedger ledger;

  public Settlement(Store store, DelistPolicy policy) {
    this.store = store;
    this.policy = policy;
    this.ledger = new RequestLedger(policy);
  }

  /**
   * A mail node serves a revision. Requests whose delisting every node in service now has are done.
   */
  public void nodeServes(String node, long revision) {
    store.run(
        transaction -> {
          transaction.nodes().report(node, revision);
          List<NodeStatus> nodes =
              transaction.nodes().seenSince(transaction.now().minus(policy.nodeSilence()));
          long everywhere = nodes.stream().mapToLong(NodeStatus::revision).min().orElse(revision);
          for (DelistRequest request :
              transaction.requests().upToRevision(RequestState.REMOVING, everywhere)) {
            ledger.move(
                transaction,
                request,
                new RequestEvent.Effective(),
                "node:" + node,
                "served by " + nodes.size() + " of " + nodes.size() + " nodes");
          }
        });
  }

  /** A mail node goes out of service: nobody waits for it. */
  public void nodeLeaves(String node) {
    store.run(transaction -> transaction.nodes().forget(node));
  }

  /**
   * Ends the requests whose time is over.
   *
   * @return how many
   */
  public int expireRequests() {
    int ended = store.write(this::expireRequests);
    LOG.debug("{} requests expired", ended);
    return ended;
  }

  private int expireRequests(Transaction transaction) {
    int ended = 0;
    for (DelistRequest request : transaction.requests().expired(transaction.now())) {
      boolean moved =
          ledger.move(transaction, request, new RequestEvent.TimeUp(), "timer", "").isPresent();
      ended += moved ? 1 : 0;
    }
    return ended;
  }
}
