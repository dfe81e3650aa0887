package io.delist.spring;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Everything that can be set. Each property has a default that works.
 *
 * @param dataDir Directory for what this process keeps in files, such as the token key.
 * @param node Name of this mail node, its own among all that share the store. The host name if not
 *     set.
 * @param portal The visitors' pages.
 * @param token The keys that sign links, codes and references.
 * @param request The numbers of the workflow.
 * @param mail The relay that takes confirmation mails.
 * @param feeds Lists that are loaded at start.
 * @param allowlist Prefixes that are never blocked. What an earlier configuration put on the
 *     allowlist and this one does not name leaves it.
 * @param snapshot The list in a file, for a start while the store is away.
 * @param ordinaryRanges Special-purpose ranges that are treated as ordinary addresses, for labs and
 *     demonstrations.
 */
@ConfigurationProperties("delist")
public record DelistProperties(
    @DefaultValue("./delist-data") String dataDir,
    @Nullable String node,
    @DefaultValue Portal portal,
    @DefaultValue Token token,
    @DefaultValue Request request,
    @DefaultValue Mail mail,
    @DefaultValue List<Feed> feeds,
    @DefaultValue List<String> allowlist,
    @DefaultValue Snapshot snapshot,
    @DefaultValue List<String> ordinaryRanges) {

  /**
   * The visitors' pages.
   *
   * @param enabled Whether this process shows the portal's pages and sends its mails.
   * @param url Public URL of the portal's form, for links in mails and refusals, and the name that
   *     links are good for: the same on every node. http://localhost and the server's port if not
   *     set.
   * @param basePath Path below the application's own that the pages are at, as in /delist; empty
   *     for the top.
   * @param contact Mailbox for questions: shown on the pages, and reachable from listed addresses.
   */
  public record Portal(
      @DefaultValue("true") boolean enabled,
      @Nullable String url,
      @DefaultValue("") String basePath,
      @Nullable String contact) {}

  /**
   * The keys that sign links, codes and references.
   *
   * @param keys Keys, one a line, as in "k1 primary BASE64"; they take the place of the key file.
   * @param keyFile File with the keys, made at the first start; token.key in the data directory if
   *     not set.
   */
  public record Token(@DefaultValue List<String> keys, @Nullable String keyFile) {

    /** Without the keys. */
    @Override
    public String toString() {
      return "Token[" + keys.size() + " keys, keyFile=" + keyFile + "]";
    }
  }

  /**
   * The numbers of the workflow.
   *
   * @param linkLife How long link and code last: 1 minute to 24 hours.
   * @param wrongCodes How many wrong codes void a request: 1 to 20.
   * @param requestsPerMailbox How many requests may name one mailbox in the mailbox window.
   * @param mailboxWindow Time over which the requests that name one mailbox are counted.
   * @param exemptionAfterListing How long an exemption outlives the listings that it answers.
   * @param nodeSilence A mail node that has not reported for so long is not waited for.
   */
  public record Request(
      @DefaultValue("60m") Duration linkLife,
      @DefaultValue("5") int wrongCodes,
      @DefaultValue("5") int requestsPerMailbox,
      @DefaultValue("1h") Duration mailboxWindow,
      @DefaultValue("90d") Duration exemptionAfterListing,
      @DefaultValue("60s") Duration nodeSilence) {}

  /**
   * The relay that takes confirmation mails.
   *
   * @param host Host of the SMTP relay.
   * @param port Port of the SMTP relay.
   * @param username User to authenticate as; no authentication if not set.
   * @param password Password of that user.
   * @param starttls Whether the session must be encrypted with STARTTLS before the mail is sent.
   * @param from Mailbox that mails come from; no-reply at the portal's host if not set.
   * @param fromName Name shown beside that mailbox.
   * @param timeout How long to wait for a connection and for each answer.
   */
  public record Mail(
      @DefaultValue("localhost") String host,
      @DefaultValue("25") int port,
      @Nullable String username,
      @Nullable String password,
      @DefaultValue("false") boolean starttls,
      @Nullable String from,
      @DefaultValue("") String fromName,
      @DefaultValue("10s") Duration timeout) {

    /** Without the password. */
    @Override
    public String toString() {
      return "Mail[" + host + ":" + port + ", username=" + username + "]";
    }
  }

  /**
   * A list that is loaded at start.
   *
   * @param location File: a path, or a file: URL.
   * @param format What the file is written in.
   * @param source Who lists, as in feed:drop; "feed:" and the file's name if not set.
   * @param reasonCode Reason code of the refusals: 606 to 649.
   * @param reason What is published about it.
   */
  public record Feed(
      @Nullable String location,
      @DefaultValue("cidr") FeedFormat format,
      @Nullable String source,
      @DefaultValue("606") int reasonCode,
      @DefaultValue("") String reason) {}

  /**
   * The list in a file, for a start while the store is away.
   *
   * @param enabled Whether the list is saved to blocklist.snapshot in the data directory, and
   *     served from there after a restart until the store answers.
   * @param interval How often it is saved, if it has changed; it is saved at the end as well.
   * @param maxStaleness A list that was last known to be the store's longer ago than this is no
   *     longer served: nothing is blocked, and health is down. The last list is served however old
   *     it is if not set.
   */
  public record Snapshot(
      @DefaultValue("true") boolean enabled,
      @DefaultValue("5m") Duration interval,
      @Nullable Duration maxStaleness) {}

  /** What a list file is written in. */
  public enum FeedFormat {
    /** One address or prefix a line; comments with # or ;. */
    CIDR
  }
}
