package io.delist.workflow;

import io.delist.blocklist.Explanation;
import io.delist.mailbox.EmailAddress;

/**
 * What a {@link Rule} weighs: a wish that is well-formed, before anything is kept or mailed.
 *
 * @param email the mailbox
 * @param explanation the address, what covers it, at which revision and time
 */
public record Candidate(EmailAddress email, Explanation explanation) {}
