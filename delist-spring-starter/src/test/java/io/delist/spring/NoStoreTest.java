package io.delist.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class NoStoreTest {

  @TempDir Path dir;

  private ApplicationContextRunner runner() {
    return new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(DelistAutoConfiguration.class))
        .withPropertyValues("delist.data-dir=" + dir);
  }

  @Test
  void withoutADataSourceTheStartSaysWhatToAdd() {
    runner()
        .run(
            context -> {
              assertThat(context).hasFailed();
              FailureAnalysis analysis = Analyses.of(context.getStartupFailure());
              assertThat(analysis.getDescription()).contains("no DataSource bean");
              assertThat(analysis.getAction())
                  .contains("org.springframework.boot:spring-boot-starter-jdbc")
                  .contains("spring.datasource.url=jdbc:h2:file:./delist-data/delist");
            });
  }

  @Test
  void ofTwoDataSourcesOneMustBePrimary() {
    runner()
        .withBean("one", DataSource.class, JdbcDataSource::new)
        .withBean("other", DataSource.class, JdbcDataSource::new)
        .run(
            context -> {
              FailureAnalysis analysis = Analyses.of(context.getStartupFailure());
              assertThat(analysis.getDescription()).contains("2 DataSource beans");
              assertThat(analysis.getAction()).contains("@Primary");
            });
  }
}
