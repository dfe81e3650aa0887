package io.delist.spring.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.delist.blocklist.Verdict;
import io.delist.net.IpAddress;
import io.delist.replica.Replica;
import io.delist.spring.portal.Browser.Answer;
import io.delist.store.RequestState;
import io.delist.store.Store;
import io.delist.workflow.MailDesk;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A mail scanner opens every link of the mail and submits every form behind it, each field as it
 * stands; it posts nothing to every link besides. It has not the browser that asked, types no codes
 * and ticks no boxes: nothing comes off the list, and the mailbox is mailed as before.
 */
class MailScannerTest {

  private static final Pattern LINK = Pattern.compile("https?://[^\\s\"<>]+");

  @Test
  void openingAndSubmittingEverythingChangesNothing(@TempDir Path dir) throws Exception {
    GreenMail relay = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    relay.start();
    try (Portal portal =
        Portal.start(
            dir, "delist.mail.host=127.0.0.1", "delist.mail.port=" + relay.getSmtp().getPort())) {
      portal.list("192.0.2.0/24");
      String id =
          new Browser(portal.url())
              .submit("/requests", "email", "sender@example.org", "ip", "192.0.2.9")
              .requestId();
      portal.awaitState(id, RequestState.AWAITING_CONFIRMATION);
      long revision = revision(portal);
      Set<String> links = links(relay.getReceivedMessages()[0]);
      assertThat(links).anyMatch(path -> path.startsWith("/confirm/"));
      assertThat(links).anyMatch(path -> path.startsWith("/n/"));

      Browser scanner = new Browser(portal.url());
      int forms = 0;
      for (String path : links) {
        scanner.head(path);
        scanner.submit(path);
        Answer answer = scanner.get(path);
        for (Element form : answer.page().select("form[method=post]")) {
          String action = form.attr("action").isEmpty() ? path : form.attr("action");
          forms++;
          scanner.submit(action, fields(form));
        }
      }

      assertThat(forms).as("forms submitted").isGreaterThanOrEqualTo(2);
      assertThat(portal.bean(MailDesk.class).isSuppressed(neverMail(links))).contains(false);
      assertThat(revision(portal)).isEqualTo(revision);
      assertThat(portal.request(id).pressedAt()).isNull();
      assertThat(portal.request(id).state()).isEqualTo(RequestState.AWAITING_CONFIRMATION);
      assertThat(portal.bean(Replica.class).blocklist().check(IpAddress.parse("192.0.2.9")))
          .isInstanceOf(Verdict.Listed.class);
    } finally {
      relay.stop();
    }
  }

  private static String neverMail(Set<String> links) {
    return links.stream()
        .filter(path -> path.startsWith("/n/"))
        .findFirst()
        .orElseThrow()
        .substring("/n/".length());
  }

  private static long revision(Portal portal) {
    return portal.bean(Store.class).read(transaction -> transaction.list().revision());
  }

  /** The paths of all links in all parts. */
  private static Set<String> links(MimeMessage mail) throws Exception {
    Set<String> paths = new LinkedHashSet<>();
    Multipart parts = (Multipart) mail.getContent();
    for (int i = 0; i < parts.getCount(); i++) {
      Matcher link = LINK.matcher(parts.getBodyPart(i).getContent().toString());
      while (link.find()) {
        paths.add(URI.create(link.group()).getRawPath());
      }
    }
    return paths;
  }

  /** As a browser sends them that touches nothing: a box that is not ticked is not there. */
  private static String[] fields(Element form) {
    List<String> fields = new ArrayList<>();
    for (Element field :
        form.select("input[name]:not([type=checkbox]), input[checked], textarea[name]")) {
      fields.add(field.attr("name"));
      fields.add(field.is("textarea") ? field.text() : field.attr("value"));
    }
    return fields.toArray(String[]::new);
  }
}
