package io.delist.spring;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Everything that can be set. Each property has a default that works.
 *
 * @param dataDir Directory for what this process keeps in files, such as the token key.
 * @param node Name of this mail node, its own among all that share the store. The host name if not
 *     set.
 * @param portal The visitors' pages.
 * @param token The keys that sign links, codes and references.
 * @param request The numbers of the workflow.
 * @param limits How much of everything is allowed.
 * @param mail The relay that takes mails, and how they are sent.
 * @param retention How long things are kept.
 * @param feeds Lists that are kept up to date with a file or a URL.
 * @param removedFeeds Sources, as in feed:old, whose lists are taken off at start: feeds that are
 *     no longer in the configuration stay listed otherwise.
 * @param fetch How long fetching a feed may take, and how much it may bring.
 * @param guard The numbers of the guards.
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
    @DefaultValue Limits limits,
    @DefaultValue Mail mail,
    @DefaultValue Retention retention,
    @DefaultValue List<Feed> feeds,
    @DefaultValue List<String> removedFeeds,
    @DefaultValue Fetch fetch,
    @DefaultValue Guard guard,
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
   * @param humanCheck What makes it dear to send many requests: none, or altcha, a proof of work
   *     that needs JavaScript.
   */
  public record Portal(
      @DefaultValue("true") boolean enabled,
      @Nullable String url,
      @DefaultValue("") String basePath,
      @Nullable String contact,
      @DefaultValue("none") String humanCheck) {}

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
   * @param exemptionAfterListing How long an exemption outlives the listings that it answers.
   * @param nodeSilence A mail node that has not reported for so long is not waited for.
   */
  public record Request(
      @DefaultValue("60m") Duration linkLife,
      @DefaultValue("5") int wrongCodes,
      @DefaultValue("90d") Duration exemptionAfterListing,
      @DefaultValue("60s") Duration nodeSilence) {}

  /**
   * How much of everything is allowed: how many in how much time, as in 10/1h, or off.
   *
   * @param requestsPerClient Requests of one client, an IPv4 address or the /64 of an IPv6 address.
   * @param pausePerMailbox Mails to one mailbox in a time that lets them follow each other slowly.
   * @param mailsPerMailbox Mails to one mailbox.
   * @param mailsPerDomain Mails to the mailboxes of one domain.
   * @param mails All mails that visitors ask for.
   * @param requestsPerAddress Requests for one IP address.
   * @param delistingsPerAddress Delistings of one IP address that take effect at once.
   * @param delistingsPerRange Delistings in one /24, or in the /48 of an IPv6 address.
   * @param delistingsPerMailbox Delistings that one mailbox confirmed.
   * @param mostRows How many keys of one limit the store keeps: 1000 to 10000000.
   */
  public record Limits(
      @DefaultValue("10/1h") String requestsPerClient,
      @DefaultValue("1/60s") String pausePerMailbox,
      @DefaultValue("3/24h") String mailsPerMailbox,
      @DefaultValue("60/1h") String mailsPerDomain,
      @DefaultValue("1000/1h") String mails,
      @DefaultValue("3/24h") String requestsPerAddress,
      @DefaultValue("1/24h") String delistingsPerAddress,
      @DefaultValue("8/24h") String delistingsPerRange,
      @DefaultValue("5/24h") String delistingsPerMailbox,
      @DefaultValue("100000") int mostRows) {}

  /**
   * The relay that takes mails, and how they are sent.
   *
   * @param host Host of the SMTP relay.
   * @param port Port of the SMTP relay.
   * @param username User to authenticate as; no authentication if not set.
   * @param password Password of that user.
   * @param starttls Whether the session must be encrypted with STARTTLS before the mail is sent.
   * @param from Mailbox that mails come from; no-reply at the portal's host if not set.
   * @param fromName Name shown beside that mailbox.
   * @param timeout How long to wait for a connection and for each answer.
   * @param texts Base name of a bundle with texts that take the place of ours, key by key, as in
   *     com.example.mails; the keys are those of io/delist/mail/letters.properties.
   * @param domainPause Of mails to one domain, one is sent in this time by all nodes together; 0s
   *     for no such limit.
   * @param giveUpAfter A mail that could not be sent for so long is given up.
   * @param mxCheck Whether a mailbox is refused whose domain takes no mail, by the DNS.
   * @param mxServer Resolver to ask, as in dns://192.0.2.53; those of the machine if not set.
   * @param mxTimeout How long a visitor waits for the answer.
   * @param mxRefuseUnknown Whether a mailbox is refused, rather than taken, when the DNS does not
   *     answer in time.
   * @param smtputf8 Whether mailboxes whose name is not in ASCII can be entered; the relay must
   *     offer SMTPUTF8.
   */
  public record Mail(
      @DefaultValue("localhost") String host,
      @DefaultValue("25") int port,
      @Nullable String username,
      @Nullable String password,
      @DefaultValue("false") boolean starttls,
      @Nullable String from,
      @DefaultValue("") String fromName,
      @DefaultValue("10s") Duration timeout,
      @Nullable String texts,
      @DefaultValue("1s") Duration domainPause,
      @DefaultValue("24h") Duration giveUpAfter,
      @DefaultValue("false") boolean mxCheck,
      @Nullable String mxServer,
      @DefaultValue("3s") Duration mxTimeout,
      @DefaultValue("false") boolean mxRefuseUnknown,
      @DefaultValue("false") boolean smtputf8) {

    /** Without the password. */
    @Override
    public String toString() {
      return "Mail[" + host + ":" + port + ", username=" + username + "]";
    }
  }

  /**
   * How long things are kept.
   *
   * @param mailbox A request's mailbox, and what the relay said, after the request has ended
   *     without a delisting or was undone; at least 1 day. A keyed hash stays.
   * @param delistedMailbox A request's mailbox after the delisting, to tell of the address being
   *     listed again; at least as long, and at least as long as delist.policy.probation.
   * @param requests A request without its mailbox; at least as long.
   * @param changes The log by which mail nodes follow the list; at least 1 day.
   * @param audit The audit log; at least as long as requests. For ever if not set.
   */
  public record Retention(
      @DefaultValue("7d") Duration mailbox,
      @DefaultValue("90d") Duration delistedMailbox,
      @DefaultValue("400d") Duration requests,
      @DefaultValue("30d") Duration changes,
      @Nullable Duration audit) {}

  /**
   * A list that is kept up to date with a file or a URL.
   *
   * @param location Where it is: a path, a file: URL, or an http or https URL.
   * @param format What it is written in: cidr, drop, drop-json, ip4set, ip4trie, ip6trie, csv or
   *     jsonl.
   * @param source Who lists, as in feed:drop; "feed:" and the file's name if not set.
   * @param reasonCode Reason code of the refusals, where the file names none: 606 to 649.
   * @param reason What is published about it, where the file says nothing.
   * @param refresh How often to look for a new list; 10 seconds for a file and 1 hour for a URL if
   *     not set.
   * @param allowWide Whether prefixes between the two limits of the guard shortest-prefix are
   *     listed; each is written into the audit log.
   * @param mustBeListed Canaries: a list without one of these addresses is held.
   */
  public record Feed(
      @Nullable String location,
      @DefaultValue("cidr") String format,
      @Nullable String source,
      @DefaultValue("606") int reasonCode,
      @DefaultValue("") String reason,
      @Nullable Duration refresh,
      @DefaultValue("false") boolean allowWide,
      @DefaultValue List<String> mustBeListed) {

    /** Without the location, which may hold a password. */
    @Override
    public String toString() {
      return "Feed[source=" + source + ", format=" + format + "]";
    }
  }

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

  /**
   * How long fetching a feed may take, and how much it may bring.
   *
   * @param connectTime How long to wait for a connection.
   * @param totalTime How long all of it may take, redirects included: at most 1 hour.
   * @param largestSize How large a list may be, unpacked: at most 2147483647 bytes.
   */
  public record Fetch(
      @DefaultValue("10s") Duration connectTime,
      @DefaultValue("2m") Duration totalTime,
      @DefaultValue("256MB") DataSize largestSize) {}

  /**
   * The numbers of the guards.
   *
   * @param shortestV4 Length of the widest IPv4 prefix that is listed with the override; 8 or
   *     longer.
   * @param shortestV6 Length of the widest IPv6 prefix that is listed with the override; 19 or
   *     longer.
   * @param shortestUnaskedV4 Length of the widest IPv4 prefix that is listed without it.
   * @param shortestUnaskedV6 Length of the widest IPv6 prefix that is listed without it.
   * @param mostChangedShare How much of its entries a feed may change in one reload: 0.2 is a
   *     fifth.
   * @param fewChanges So many entries may change in one reload whatever share they are.
   * @param mostGrowth A feed that after a reload covers so many times the space that it covered, or
   *     more, is held.
   * @param littleSpace So many IPv4 addresses, or /48 of IPv6, may be covered anew whatever the
   *     growth; 0: every growth counts.
   * @param mostTotalSpace How much of IPv4 one feed may cover: 0.01 is a hundredth.
   * @param mostTotalSpaceV6 How much of IPv6 one feed may cover, in /32.
   * @param mustNotBeListed Canaries: a list that holds one of these addresses is held, and nobody
   *     lists it by hand.
   */
  public record Guard(
      @DefaultValue("8") int shortestV4,
      @DefaultValue("19") int shortestV6,
      @DefaultValue("16") int shortestUnaskedV4,
      @DefaultValue("32") int shortestUnaskedV6,
      @DefaultValue("0.2") double mostChangedShare,
      @DefaultValue("0") int fewChanges,
      @DefaultValue("2") double mostGrowth,
      @DefaultValue("256") long littleSpace,
      @DefaultValue("0.01") double mostTotalSpace,
      @DefaultValue("2048") int mostTotalSpaceV6,
      @DefaultValue List<String> mustNotBeListed) {}
}
