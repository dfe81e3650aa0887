package io.delist.mail;

import io.delist.workflow.MxLookup;
import java.time.Duration;
import java.util.Hashtable;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;
import org.jspecify.annotations.Nullable;

/**
 * The DNS as the JDK asks it (JNDI's provider for {@code dns:}): MX first, and an address where
 * there is none.
 *
 * <p><b>Cost:</b> one to three questions to the resolver, each for at most the time-out and once
 * again; four threads, 100 questions waiting, and {@code UNKNOWN} for those beyond. <b>Threads:</b>
 * safe. Source: RFC 5321 section 5.1, RFC 7505 section 3.
 */
// The provider for dns: makes strings of records and deserializes nothing; names are domains in
// A-labels, and the server is the operator's choice. It wants a Hashtable.
@SuppressWarnings({"BanJNDI", "JdkObsolete"})
public final class DnsMxLookup implements MxLookup, AutoCloseable {

  private static final int THREADS = 4;
  private static final int MOST_WAITING = 100;
  private static final String NULL_MX = "0 .";

  private final Hashtable<String, String> environment = new Hashtable<>();
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          30,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          work -> {
            Thread worker = new Thread(work, "delist-dns");
            worker.setDaemon(true);
            return worker;
          });

  /**
   * @param server the resolver as {@code dns://192.0.2.53:53}, or null for those of the machine
   * @param timeout how long to wait for an answer to one question
   */
  public DnsMxLookup(@Nullable String server, Duration timeout) {
    threads.allowCoreThreadTimeOut(true);
    environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
    environment.put("com.sun.jndi.dns.timeout.initial", Long.toString(timeout.toMillis()));
    environment.put("com.sun.jndi.dns.timeout.retries", "1");
    if (server != null) {
      environment.put(Context.PROVIDER_URL, server);
    }
  }

  @Override
  public CompletionStage<Answer> ask(String domain) {
    try {
      return CompletableFuture.supplyAsync(() -> answer(domain), threads);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.completedFuture(Answer.UNKNOWN);
    }
  }

  private Answer answer(String domain) {
    try {
      DirContext dns = new InitialDirContext(environment);
      try {
        return answer(dns, domain + ".");
      } finally {
        dns.close();
      }
    } catch (NameNotFoundException e) {
      return Answer.TAKES_NO_MAIL;
    } catch (NamingException e) {
      return Answer.UNKNOWN;
    }
  }

  private static Answer answer(DirContext dns, String name) throws NamingException {
    Attribute mx = dns.getAttributes(name, new String[] {"MX"}).get("MX");
    if (mx != null && mx.size() > 0) {
      boolean isNull = mx.size() == 1 && NULL_MX.equals(String.valueOf(mx.get(0)).strip());
      return isNull ? Answer.TAKES_NO_MAIL : Answer.TAKES_MAIL;
    }
    // One at a time: of two types the provider makes a question for ANY (RFC 8482).
    boolean hasAddress =
        dns.getAttributes(name, new String[] {"A"}).size() > 0
            || dns.getAttributes(name, new String[] {"AAAA"}).size() > 0;
    return hasAddress ? Answer.TAKES_MAIL : Answer.TAKES_NO_MAIL;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
