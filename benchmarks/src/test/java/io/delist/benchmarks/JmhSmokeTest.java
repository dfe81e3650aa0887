package io.delist.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The benchmarks run, in this JVM and for a moment, and what they write can be read. */
class JmhSmokeTest {

  @TempDir private Path directory;

  @Test
  void aLookupWithAWriterRunsAndCountsWhatTheWriterDoes() throws RunnerException {
    Results results =
        run(
            new OptionsBuilder()
                .include("LookupBenchmark.throughput")
                .param("list", "generated:2000")
                .param("structure", "delist")
                .param("stream", Queries.TENTH)
                .param("queries", "4096")
                .param("updatesPerSecond", "10000"));
    Results.Row row = results.rows("LookupBenchmark.throughput").get(0);
    assertThat(row.score()).isPositive();
    assertThat(row.more()).containsKey("updates");
    assertThat(row.more().get("updateMicros")).isPositive();
    assertThat(row.allocatedBytes()).isPresent();
  }

  @Test
  void aCheckRunsForAnExemptAddress() throws RunnerException {
    Results results =
        run(
            new OptionsBuilder()
                .include("CheckBenchmark.check$")
                .param("list", "generated:2000")
                .param("verdict", "exempt"));
    assertThat(results.benchmarks()).containsExactly("CheckBenchmark.check");
  }

  @Test
  void tokensAreSignedAndVerifiedByUsAndByTheOthers() throws RunnerException {
    Results results = run(new OptionsBuilder().include("TokenBenchmark"));
    assertThat(results.benchmarks())
        .containsExactlyInAnyOrder(
            "TokenBenchmark.bareMac",
            "TokenBenchmark.sign",
            "TokenBenchmark.verify",
            "TokenBenchmark.jjwtSign",
            "TokenBenchmark.jjwtVerify",
            "TokenBenchmark.nimbusSign",
            "TokenBenchmark.nimbusVerify");
  }

  private Results run(ChainedOptionsBuilder options) throws RunnerException {
    new Runner(
            options
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(50))
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .resultFormat(ResultFormatType.JSON)
                .result(directory.resolve("jmh.json").toString())
                .build())
        .run();
    return Results.read(directory);
  }

  @Test
  void thePlanNamesBenchmarksThatExist() {
    List<String> names =
        List.of(
            "LookupBenchmark.throughput",
            "LookupBenchmark.latency",
            "CheckBenchmark.check",
            "FormsBenchmark.ofNumbers",
            "TextLoadBenchmark.trie",
            "SnapshotLoadBenchmark.serving",
            "TokenBenchmark.verify");
    for (Plan.Mode mode : Plan.Mode.values()) {
      assertThat(Plan.of(mode))
          .allMatch(
              session ->
                  names.stream()
                      .anyMatch(name -> Pattern.compile(session.include()).matcher(name).find()));
    }
  }
}
