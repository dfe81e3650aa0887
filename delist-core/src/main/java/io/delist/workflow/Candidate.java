package io.delist.workflow;

import io.delist.blocklist.Explanation;
import io.delist.mailbox.EmailAddress;
import java.util.Locale;

/**
 * What a {@link Rule} weighs: a wish that is well-formed, before anything is kept or mailed.
 *
 * @param email the mailbox
 * @param explanation the address, what covers it, at which revision and time
 * @param language the visitor's, for an application's own words
 */
public record Candidate(EmailAddress email, Explanation explanation, Locale language) {}
