package io.delist.store;

import io.delist.net.IpPrefix;
import io.delist.token.MailboxMark;
import io.delist.token.RequestId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was done, or that a rule stood against. It never holds a mailbox's address, so
 * that nothing in the log ever has to be erased.
 *
 * @param at when
 * @param actor who: {@code visitor}, {@code operator}, {@code relay}, {@code timer}, {@code feed:x}
 * @param action what: {@code request.PENDING_MAIL}, {@code refusal}, {@code list}, {@code unlist}…
 * @param requestId the request that it was about, or null
 * @param prefix the prefix that it was about, or null
 * @param revision the list's revision that it made, or null
 * @param rule the published id of the rule that stood against it, or null
 * @param mailbox the mailbox that it was about, or null
 * @param detail more, for an operator; no token, no code, no mailbox; {@linkplain StoredText
 *     cleaned} and cut to 500 characters
 */
public record AuditEntry(
    Instant at,
    String actor,
    String action,
    @Nullable RequestId requestId,
    @Nullable IpPrefix prefix,
    @Nullable Long revision,
    @Nullable String rule,
    @Nullable MailboxMark mailbox,
    String detail) {

  public static final int LONGEST_DETAIL_CHARS = 500;
  private static final int LONGEST_RULE_CHARS = 100;

  public AuditEntry {
    at = at.truncatedTo(ChronoUnit.MILLIS);
    rule = rule == null ? null : StoredText.clean(rule, LONGEST_RULE_CHARS);
    detail = StoredText.clean(detail, LONGEST_DETAIL_CHARS);
  }

  /** One that no rule stood against, and that names no mailbox. */
  public AuditEntry(
      Instant at,
      String actor,
      String action,
      @Nullable RequestId requestId,
      @Nullable IpPrefix prefix,
      @Nullable Long revision,
      String detail) {
    this(at, actor, action, requestId, prefix, revision, null, null, detail);
  }

  /** The same, stood against by this rule. */
  public AuditEntry by(String ruleId) {
    return new AuditEntry(at, actor, action, requestId, prefix, revision, ruleId, mailbox, detail);
  }

  /** The same, about this mailbox. */
  public AuditEntry about(MailboxMark mark) {
    return new AuditEntry(at, actor, action, requestId, prefix, revision, rule, mark, detail);
  }
}
