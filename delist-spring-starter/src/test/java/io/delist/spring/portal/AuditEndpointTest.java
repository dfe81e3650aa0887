package io.delist.spring.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.delist.spring.portal.Browser.Answer;
import io.delist.store.RequestState;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class AuditEndpointTest {

  private static final String AUDIT = "/actuator/delistaudit";

  @Test
  void theLogIsExportedVerifiedAndExplained(@TempDir Path dir) throws Exception {
    try (Portal portal =
        Portal.start(dir, "management.endpoints.web.exposure.include=blocklist,delistaudit")) {
      Browser auditor = new Browser(portal.url());
      portal.list("192.0.2.9/32");
      String id =
          auditor.submit("/requests", "email", "a@example.org", "ip", "192.0.2.9").requestId();
      auditor.submit(portal.linkOf(id));
      portal.awaitState(id, RequestState.REMOVED);
      JsonNode noted = auditor.get(AUDIT).json();

      Answer export = auditor.get(AUDIT + "/export");
      assertThat(export.status()).isEqualTo(200);
      assertThat(export.body().lines().count()).isEqualTo(noted.get("number").asLong());
      assertThat(export.body()).doesNotContain("a@example.org").contains("\"action\":\"list\"");
      assertThat(auditor.get(AUDIT + "/export?after=" + noted.get("number").asLong()).body())
          .isEmpty();

      JsonNode story = auditor.get(AUDIT + "/requests/" + id).json().get("story");
      assertThat(story.values().stream().map(row -> row.get("action").asString()))
          .startsWith("list", "listing.ACTIVE", "request.PENDING_MAIL")
          .contains("request.REMOVING")
          .endsWith("request.REMOVED");
      assertThat(auditor.get(AUDIT + "/requests/AAAAAAAAAAAAAAAAAAAAAA").status()).isEqualTo(404);
      assertThat(auditor.get(AUDIT + "/nothing").status()).isEqualTo(404);

      String note = "?number=" + noted.get("number") + "&hash=" + noted.get("hash").asString();
      assertThat(auditor.get(AUDIT + "/verify").json().get("intact").asBoolean()).isTrue();
      assertThat(auditor.get(AUDIT + "/verify" + note).json().get("intact").asBoolean()).isTrue();
      assertThat(auditor.get(AUDIT + "/verify?number=1").status()).isEqualTo(400);
      assertThat(
              auditor
                  .get(AUDIT + "/verify?number=1&hash=" + noted.get("hash").asString())
                  .json()
                  .get("firstBroken")
                  .asLong())
          .isEqualTo(1);

      try (var connection = portal.bean(DataSource.class).getConnection();
          var statement = connection.createStatement()) {
        statement.execute("UPDATE delist_audit SET actor = 'nobody' WHERE chain_no = 2");
      }
      JsonNode broken = auditor.get(AUDIT + "/verify").json();
      assertThat(broken.get("intact").asBoolean()).isFalse();
      assertThat(broken.get("firstBroken").asLong()).isEqualTo(2);
    }
  }
}
