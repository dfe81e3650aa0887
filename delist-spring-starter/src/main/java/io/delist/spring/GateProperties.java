package io.delist.spring;

import io.delist.smtp.CodeScheme;
import io.delist.smtp.GateMode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What mail servers are told.
 *
 * @param mode What becomes of mail from listed addresses: enforce refuses it, monitor logs and
 *     counts it, tag takes it with a header field.
 * @param codes Enhanced status code of refusals: reason for 5.7.606 to 5.7.649, standard for 5.7.1.
 * @param tagField Name of the header field that the mode tag adds.
 * @param ownDomains Domains whose postmaster and abuse listed addresses reach; every domain if none
 *     is named.
 * @param exemptRecipients Further mailboxes that listed addresses reach.
 * @param reply Words of refusals, with {address} and {url}; it may begin with codes of its own, as
 *     in "554 5.7.1 No mail from {address}, see {url}".
 * @param deferral Words for an address whose removal is confirmed and waits.
 * @param replies Words for one source or one reason.
 */
@ConfigurationProperties("delist.smtp.gate")
public record GateProperties(
    @DefaultValue("enforce") GateMode mode,
    @DefaultValue("reason") CodeScheme codes,
    @DefaultValue("X-Delist") String tagField,
    @DefaultValue List<String> ownDomains,
    @DefaultValue List<String> exemptRecipients,
    @Nullable String reply,
    @Nullable String deferral,
    @DefaultValue List<Reply> replies) {

  /**
   * Words for one source or one reason.
   *
   * @param source Who lists, as in feed:drop; its words go before those of a reason.
   * @param reasonCode Reason code, 606 to 649.
   * @param text Words of the refusal.
   */
  public record Reply(
      @Nullable String source, @Nullable Integer reasonCode, @DefaultValue("") String text) {}
}
