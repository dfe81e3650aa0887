package io.delist.benchmarks;

import io.delist.benchmarks.Results.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Draws ns per lookup by size of the list, both axes logarithmic, one line a structure, as SVG. */
final class Plot {

  private record Point(double size, double nanos) {}

  private record Line(String name, String colour, String dash, List<Point> points) {
    Point end() {
      return points.get(points.size() - 1);
    }
  }

  private record Style(String structure, String name, String colour, String dash) {}

  private static final List<Style> STYLES =
      List.of(
          new Style("delist", "delist", "#0b6e4f", ""),
          new Style("ipaddress", "ipaddress trie", "#c0392b", ""),
          new Style("dir24", "DIR-24-8", "#2c5aa0", ""),
          new Style("floor", "one random load", "#777777", "5 4"),
          new Style("treeMap", "TreeMap", "#b8860b", ""),
          new Style("rangeMap", "Guava ImmutableRangeMap", "#8e44ad", ""),
          new Style("hashMaps", "HashMap per length", "#d35400", ""),
          new Style("sorted", "sorted arrays", "#16a085", "2 3"),
          new Style("netty", "Netty IpSubnetFilter", "#6d4c41", ""),
          new Style("roaring", "RoaringBitmap", "#e84393", ""));

  private static final int WIDTH = 860;
  private static final int HEIGHT = 520;
  private static final int LEFT = 70;
  private static final int RIGHT = 660;
  private static final int TOP = 60;
  private static final int BOTTOM = 460;
  private static final int LABEL_HEIGHT = 17;

  private final StringBuilder svg = new StringBuilder();
  private final double leastSize;
  private final double mostSize;
  private final double leastNanos;
  private final double mostNanos;

  private Plot(List<Line> lines) {
    leastSize = 1000;
    mostSize = powerOfTen(lines, true, true);
    leastNanos = powerOfTen(lines, false, false);
    mostNanos = powerOfTen(lines, false, true);
  }

  /** The generated lists, one in ten hits, throughput form, one thread; empty without two sizes. */
  static String svg(Results results) {
    List<Line> lines = new ArrayList<>();
    for (Style style : STYLES) {
      List<Point> points =
          results
              .lookups("throughput", 1, "distinct", 0)
              .filter(row -> row.has("structure", style.structure()) && row.has("stream", "tenth"))
              .filter(row -> Results.generatedSize(row.params().getOrDefault("list", "")) > 0)
              .filter(row -> Results.isV4(row.params().getOrDefault("list", "")))
              .map(Plot::point)
              .sorted(Comparator.comparingDouble(Point::size))
              .toList();
      if (points.size() > 1) {
        lines.add(new Line(style.name(), style.colour(), style.dash(), points));
      }
    }
    return lines.isEmpty() ? "" : new Plot(lines).draw(lines, results);
  }

  private static Point point(Row row) {
    return new Point(
        Results.generatedSize(row.params().getOrDefault("list", "")), Math.max(0.1, row.score()));
  }

  private static double powerOfTen(List<Line> lines, boolean size, boolean up) {
    double[] values =
        lines.stream()
            .flatMap(line -> line.points().stream())
            .mapToDouble(point -> size ? point.size() : point.nanos())
            .sorted()
            .toArray();
    double exponent = Math.log10(up ? values[values.length - 1] : values[0]);
    return Math.pow(10, up ? Math.ceil(exponent) : Math.floor(exponent));
  }

  private String draw(List<Line> lines, Results results) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                + " height=\"%d\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"13\">%n",
            WIDTH,
            HEIGHT,
            WIDTH,
            HEIGHT));
    svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
    text(LEFT, 26, "start", "#111111", "Longest-prefix match: time per lookup by size of the list");
    text(
        LEFT,
        44,
        "start",
        "#666666",
        "single IPv4 addresses, clustered; one in ten queries hits; throughput form, one thread; "
            + results.environment("date"));
    axes();
    lines.forEach(this::line);
    labels(lines);
    return svg.append("</svg>\n").toString();
  }

  private void axes() {
    for (double nanos = leastNanos; nanos <= mostNanos * 1.01; nanos *= 10) {
      rule(LEFT, y(nanos), RIGHT, y(nanos));
      text(LEFT - 8, y(nanos) + 4, "end", "#333333", whole(nanos));
    }
    for (double size = leastSize; size <= mostSize * 1.01; size *= 10) {
      rule(x(size), TOP, x(size), BOTTOM);
      text(x(size), BOTTOM + 20, "middle", "#333333", whole(size));
    }
    text((LEFT + RIGHT) / 2.0, BOTTOM + 44, "middle", "#111111", "entries in the list");
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"20\" y=\"%d\" transform=\"rotate(-90 20 %d)\" text-anchor=\"middle\""
                + " fill=\"#111111\">ns per lookup</text>%n",
            (TOP + BOTTOM) / 2,
            (TOP + BOTTOM) / 2));
  }

  private void line(Line line) {
    StringBuilder points = new StringBuilder();
    for (Point point : line.points()) {
      points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(point.size()), y(point.nanos())));
    }
    boolean ours = line.name().equals("delist");
    svg.append(
        String.format(
            Locale.ROOT,
            "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\"%s/>%n",
            points.toString().trim(),
            line.colour(),
            ours ? "3.5" : "1.8",
            line.dash().isEmpty() ? "" : " stroke-dasharray=\"" + line.dash() + "\""));
    for (Point point : line.points()) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%s\" fill=\"%s\"><title>%s: %s ns</title>"
                  + "</circle>%n",
              x(point.size()),
              y(point.nanos()),
              ours ? "4.5" : "3",
              line.colour(),
              line.name(),
              Results.figure(point.nanos())));
    }
  }

  /** The legend: names at the lines' ends, from top to bottom as the lines end, kept apart. */
  private void labels(List<Line> lines) {
    List<Line> byEnd =
        lines.stream()
            .sorted(Comparator.comparingDouble((Line line) -> y(line.end().nanos())))
            .toList();
    double[] places = byEnd.stream().mapToDouble(line -> y(line.end().nanos()) + 4).toArray();
    for (int i = 1; i < places.length; i++) {
      places[i] = Math.max(places[i], places[i - 1] + LABEL_HEIGHT);
    }
    double over = Math.max(0, places[places.length - 1] - BOTTOM);
    for (int i = places.length - 1; i >= 0 && over > 0; i--) {
      places[i] = Math.min(places[i], BOTTOM - (double) (places.length - 1 - i) * LABEL_HEIGHT);
    }
    for (int i = 0; i < places.length; i++) {
      Line line = byEnd.get(i);
      Point end = line.end();
      svg.append(
          String.format(
              Locale.ROOT,
              "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"%s\""
                  + " stroke-width=\"0.7\" opacity=\"0.6\"/>%n",
              x(end.size()) + 5,
              y(end.nanos()),
              RIGHT + 12,
              places[i] - 4,
              line.colour()));
      text(RIGHT + 16, places[i], "start", line.colour(), line.name());
    }
  }

  private void rule(double fromX, double fromY, double toX, double toY) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#dddddd\"/>%n",
            fromX,
            fromY,
            toX,
            toY));
  }

  private void text(double atX, double atY, String anchor, String colour, String words) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>%n",
            atX,
            atY,
            anchor,
            colour,
            words));
  }

  private double x(double size) {
    return LEFT + (RIGHT - LEFT) * share(size, leastSize, mostSize);
  }

  private double y(double nanos) {
    return BOTTOM - (BOTTOM - TOP) * share(nanos, leastNanos, mostNanos);
  }

  private static double share(double value, double least, double most) {
    return Math.log(value / least) / Math.log(most / least);
  }

  private static String whole(double value) {
    return value < 1 ? Double.toString(value) : String.format(Locale.ROOT, "%,.0f", value);
  }
}
