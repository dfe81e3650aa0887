package io.delist.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import io.delist.store.AuditEntry;
import io.delist.store.AuditLink;
import io.delist.store.AuditRow;
import io.delist.store.DelistRequest;
import io.delist.token.RequestId;
import io.delist.workflow.Bench;
import io.delist.workflow.Submission;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuditTrailTest {

  private final Bench bench = new Bench();
  private final AuditTrail trail = new AuditTrail(bench.store);

  private List<String> export(long after) {
    List<String> lines = new ArrayList<>();
    trail.export(after, lines::add);
    return lines;
  }

  @Test
  void theStoryOfARequestHasWhatWasDoneToItsAddressBeforeAndAfterInOrder() {
    DelistRequest request = bench.delisted();
    bench.pass(Duration.ofMinutes(1));
    bench.list("203.0.113.9/32");
    bench.list("203.0.113.10/32");

    assertThat(trail.explain(request.id()))
        .extracting(row -> row.entry().action())
        .containsSubsequence(
            "list",
            "request.PENDING_MAIL",
            "request.REMOVING",
            "request.REMOVED",
            "list",
            "request.RELISTED");
    assertThat(trail.explain(new RequestId(1, 2))).isEmpty();
  }

  @Test
  void aRefusalNamesItsRuleAndIsWrittenOnceAnHour() {
    for (int i = 0; i < 3; i++) {
      assertThat(bench.submit()).isInstanceOf(Submission.Refused.class);
    }
    bench.pass(Duration.ofMinutes(61));
    bench.submit();

    assertThat(export(0))
        .hasSize(2)
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains("\"action\":\"refusal\"", "\"rule\":\"not-listed\"")
                    .contains("\"prefix\":\"203.0.113.9/32\"", "\"actor\":\"visitor\""));
  }

  @Test
  void thereIsNoMailboxInTheLogButItsMark() {
    bench.delisted();

    assertThat(String.join("\n", export(0)))
        .doesNotContain("sender")
        .doesNotContain("example.org")
        .contains("\"mailbox\":\"" + bench.proofs.marks().of(Bench.EMAIL) + "\"");
  }

  @Test
  void anExportGoesOnWhereTheLastOneEnded() {
    bench.list("203.0.113.9/32");
    AuditLink end = trail.end();
    bench.list("203.0.113.10/32");

    assertThat(export(end.number()))
        .hasSize(2)
        .allSatisfy(row -> assertThat(row).contains("203.0.113.10/32"));
    assertThat(trail.verify(end)).isInstanceOf(ChainCheck.Intact.class);
  }

  /** As docs/audit.md has it, with nothing of ours. */
  @Test
  void theHashesOfAnExportCanBeComputedByAnybody() throws IOException {
    bench.delisted();
    bench.submit();
    HashCode hash = HashCode.fromBytes(new byte[32]);
    for (String line : export(0)) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.write("delist-audit/1".getBytes(StandardCharsets.US_ASCII));
      out.write(hash.asBytes());
      out.writeLong(Long.parseLong(String.valueOf(field(line, "number"))));
      out.writeLong(Instant.parse(String.valueOf(field(line, "at"))).toEpochMilli());
      for (String name :
          List.of(
              "actor", "action", "request", "prefix", "revision", "rule", "mailbox", "detail")) {
        String text = field(line, name);
        byte[] utf8 = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(text == null ? -1 : utf8.length);
        out.write(utf8);
      }
      hash = Hashing.sha256().hashBytes(bytes.toByteArray());
      assertThat(field(line, "hash")).isEqualTo(hash.toString());
    }
  }

  private static @Nullable String field(String line, String name) {
    Matcher matcher =
        Pattern.compile("\"" + name + "\":(?:\"([^\"\\\\]*)\"|([0-9]+)|null)").matcher(line);
    assertThat(matcher.find()).as(name + " in " + line).isTrue();
    return matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
  }

  @Test
  void awkwardDetailsAreJson() {
    String detail = "a \"quote\" \\ and 증거 \uD83D\uDE00 \u2028";
    bench.store.run(
        transaction ->
            transaction
                .audit()
                .append(
                    new AuditEntry(
                        bench.clock.instant(), "operator", "note", null, null, null, detail)));
    assertThat(export(0))
        .containsExactly(
            "{\"number\":1,\"at\":\"2026-05-04T10:11:12Z\",\"actor\":\"operator\","
                + "\"action\":\"note\",\"request\":null,\"prefix\":null,\"revision\":null,"
                + "\"rule\":null,\"mailbox\":null,"
                + "\"detail\":\"a \\\"quote\\\" \\\\ and 증거 \uD83D\uDE00 \\u2028\",\"hash\":\""
                + row().hash()
                + "\"}");
  }

  private AuditRow row() {
    List<AuditRow> rows = new ArrayList<>();
    bench.store.read(
        transaction -> {
          transaction.audit().read(0, rows::add);
          return true;
        });
    return rows.get(0);
  }
}
