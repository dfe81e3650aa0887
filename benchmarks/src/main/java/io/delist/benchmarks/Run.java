package io.delist.benchmarks;

import io.delist.benchmarks.Plan.Mode;
import io.delist.benchmarks.Plan.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the {@link Plan} of a mode and leaves JMH's JSON, and a word about the machine, in a
 * directory. {@code benchmarks/run} calls it.
 */
final class Run {

  private Run() {}

  public static void main(String[] args) throws IOException, RunnerException {
    Mode mode = Mode.named(args[0]);
    Path results = Files.createDirectories(Path.of(args[1]));
    Files.writeString(results.resolve("environment.json"), environment(mode));
    List<Session> sessions = Plan.of(mode);
    for (int i = 0; i < sessions.size(); i++) {
      System.out.printf(
          Locale.ROOT, "%n== session %d of %d: %s%n", i + 1, sessions.size(), sessions.get(i));
      run(sessions.get(i), mode, results.resolve(String.format(Locale.ROOT, "jmh-%02d.json", i)));
    }
  }

  private static void run(Session session, Mode mode, Path result) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(session.include())
            .threads(session.threads())
            .forks(1)
            .jvmArgsAppend("-Xmx" + session.heap(), "-Djdk.attach.allowAttachSelf=true")
            .shouldDoGC(false)
            .result(result.toString())
            .resultFormat(ResultFormatType.JSON)
            .addProfiler(GCProfiler.class);
    if (session.include().contains("Load")) {
      // A single shot each, so many times.
      options.warmupIterations(mode == Mode.FULL ? 10 : mode.warmups + 2);
      options.measurementIterations(mode == Mode.FULL ? 15 : mode.measurements);
    } else {
      options
          .warmupIterations(mode.warmups)
          .warmupTime(TimeValue.milliseconds(mode.warmupMillis))
          .measurementIterations(mode.measurements)
          .measurementTime(TimeValue.milliseconds(mode.measurementMillis));
    }
    session
        .params()
        .forEach(
            (name, values) ->
                options.param(
                    name,
                    name.equals("list")
                        ? Arrays.stream(values)
                            .map(Lists::orStandIn)
                            .distinct()
                            .toArray(String[]::new)
                        : values));
    new Runner(options.build()).run();
  }

  private static String environment(Mode mode) throws IOException {
    List<String> facts = new ArrayList<>();
    facts.add(fact("program", "Environment"));
    facts.add(fact("mode", mode.name().toLowerCase(Locale.ROOT)));
    facts.add(fact("date", LocalDate.now(ZoneOffset.UTC).toString()));
    facts.add(fact("jdk", System.getProperty("java.vm.name") + " " + Runtime.version()));
    facts.add(fact("os", System.getProperty("os.name") + " " + System.getProperty("os.version")));
    facts.add(fact("cores", Integer.toString(Runtime.getRuntime().availableProcessors())));
    facts.add(fact("cpu", cpu()));
    facts.add(fact("caches", caches()));
    String commit = System.getenv("DELIST_COMMIT");
    facts.add(fact("commit", commit == null ? "unknown" : commit));
    return "{" + String.join(", ", facts) + "}\n";
  }

  private static String fact(String name, String value) {
    return "\"" + name + "\": \"" + value.replace("\\", "").replace("\"", "") + "\"";
  }

  private static String cpu() throws IOException {
    Path info = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(info)) {
      return System.getProperty("os.arch");
    }
    try (Stream<String> lines = Files.lines(info)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).trim())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    }
  }

  /** What Linux says of the first core's, for example {@code L1 48K, L1 32K, L2 2048K}. */
  private static String caches() throws IOException {
    Path directory = Path.of("/sys/devices/system/cpu/cpu0/cache");
    if (!Files.isDirectory(directory)) {
      return "unknown";
    }
    List<String> caches = new ArrayList<>();
    try (Stream<Path> indices = Files.list(directory)) {
      for (Path index : indices.filter(p -> Files.exists(p.resolve("size"))).sorted().toList()) {
        String level = Files.readString(index.resolve("level")).trim();
        caches.add("L" + level + " " + Files.readString(index.resolve("size")).trim());
      }
    }
    return String.join(", ", caches);
  }
}
