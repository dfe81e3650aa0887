package io.delist.spring;

import io.delist.workflow.DelistPolicy;
import java.util.function.UnaryOperator;

/** Reads the numbers of the workflow, one at a time, so that a refusal names its property. */
final class Policies {

  private Policies() {}

  static DelistPolicy read(DelistProperties.Request r) {
    DelistPolicy policy = DelistPolicy.defaults();
    policy = with(policy, "link-life", r.linkLife(), p -> p.withLinkLife(r.linkLife()));
    policy =
        with(
            policy,
            "wrong-codes",
            r.wrongCodes(),
            p ->
                new DelistPolicy(
                    p.linkLife(),
                    r.wrongCodes(),
                    p.requestsPerMailbox(),
                    p.mailboxWindow(),
                    p.exemptionAfterListing(),
                    p.nodeSilence()));
    policy =
        with(
            policy,
            "requests-per-mailbox",
            r.requestsPerMailbox(),
            p -> p.withRequestsPerMailbox(r.requestsPerMailbox(), p.mailboxWindow()));
    policy =
        with(
            policy,
            "mailbox-window",
            r.mailboxWindow(),
            p -> p.withRequestsPerMailbox(p.requestsPerMailbox(), r.mailboxWindow()));
    policy =
        with(
            policy,
            "exemption-after-listing",
            r.exemptionAfterListing(),
            p ->
                new DelistPolicy(
                    p.linkLife(),
                    p.wrongCodes(),
                    p.requestsPerMailbox(),
                    p.mailboxWindow(),
                    r.exemptionAfterListing(),
                    p.nodeSilence()));
    return with(
        policy,
        "node-silence",
        r.nodeSilence(),
        p ->
            new DelistPolicy(
                p.linkLife(),
                p.wrongCodes(),
                p.requestsPerMailbox(),
                p.mailboxWindow(),
                p.exemptionAfterListing(),
                r.nodeSilence()));
  }

  private static DelistPolicy with(
      DelistPolicy policy, String name, Object value, UnaryOperator<DelistPolicy> step) {
    return InvalidPropertyException.reading(
        "delist.request." + name, value, () -> step.apply(policy));
  }
}
