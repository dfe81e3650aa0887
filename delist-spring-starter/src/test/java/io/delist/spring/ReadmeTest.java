package io.delist.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every property is explained to editors and in the README. */
class ReadmeTest {

  private static List<JsonNode> properties() throws IOException {
    List<JsonNode> found = new ArrayList<>();
    try (InputStream in =
        DelistProperties.class.getResourceAsStream(
            "/META-INF/spring-configuration-metadata.json")) {
      JsonMapper.shared()
          .readTree(in)
          .get("properties")
          .forEach(
              property -> {
                if (property.get("name").asString().startsWith("delist.")) {
                  found.add(property);
                }
              });
    }
    return found;
  }

  @Test
  void everyPropertyHasADescription() throws IOException {
    assertThat(properties())
        .hasSizeGreaterThan(20)
        .allSatisfy(property -> assertThat(property.get("description").asString()).endsWith("."));
  }

  @Test
  void everyPropertyIsInTheTable() throws IOException {
    List<String> names = new ArrayList<>();
    for (JsonNode property : properties()) {
      String name = property.get("name").asString();
      boolean list = property.get("type").asString().startsWith("java.util.List");
      names.add(list && !name.equals("delist.token.keys") ? name + "[n]" : name);
    }
    names.remove("delist.feeds[n]");
    Arrays.stream(DelistProperties.Feed.class.getRecordComponents())
        .forEach(
            component -> {
              String name =
                  component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
              boolean list = component.getType().equals(List.class);
              names.add("delist.feeds[n]." + name + (list ? "[m]" : ""));
            });
    List<String> rows =
        Files.readAllLines(Path.of("README.md")).stream()
            .filter(line -> line.startsWith("| `delist."))
            .map(line -> line.substring(3, line.indexOf('`', 3)))
            .toList();
    assertThat(rows).containsExactlyInAnyOrderElementsOf(names);
  }
}
