package io.oneiros.standalone.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneiros.standalone.monitoring.RealPrometheus.Point;
import io.oneiros.standalone.monitoring.RealPrometheus.Series;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * A picture of a dashboard's panels from what Prometheus answers, laid out as Grafana would: for
 * the docs, where no Grafana is to be had. Stacked series are drawn as lines.
 */
final class DashboardPicture {
  private static final int CELL = 56;
  private static final int ROW = 30;
  private static final int GAP = 8;
  private static final Color PAGE = new Color(0x11, 0x12, 0x17);
  private static final Color PANEL = new Color(0x18, 0x1b, 0x1f);
  private static final Color TEXT = new Color(0xcc, 0xcc, 0xdc);
  private static final Color FAINT = new Color(0x2d, 0x30, 0x36);
  private static final Color GREEN = new Color(0x73, 0xbf, 0x69);
  private static final Map<String, Color> NAMED =
      Map.of(
          "green",
          GREEN,
          "orange",
          new Color(0xff, 0x98, 0x30),
          "red",
          new Color(0xf2, 0x49, 0x5c));
  private static final Color[] COLOURS = {
    GREEN,
    new Color(0xf2, 0xcc, 0x0c),
    new Color(0x57, 0x94, 0xf2),
    new Color(0xff, 0x98, 0x30),
    new Color(0xf2, 0x49, 0x5c),
    new Color(0xb8, 0x77, 0xd9),
    new Color(0x8a, 0xb8, 0xff)
  };

  private final Graphics2D g;
  private final Instant from;
  private final Instant to;

  private DashboardPicture(Graphics2D g, Instant from, Instant to) {
    this.g = g;
    this.from = from;
    this.to = to;
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
  }

  /** Who answers a query. */
  @FunctionalInterface
  interface Source {
    List<Series> ask(Dashboard.Query query) throws IOException, InterruptedException;
  }

  /** A line with its name. */
  private record Line(String name, List<Point> points) {}

  /**
   * @param from the time shown
   */
  static void write(Dashboard dashboard, Source source, Instant from, Instant to, Path file)
      throws IOException, InterruptedException {
    int rows =
        dashboard.panels().stream()
            .map(panel -> panel.json().get("gridPos"))
            .mapToInt(at -> at.get("y").asInt() + at.get("h").asInt())
            .max()
            .orElseThrow();
    BufferedImage image =
        new BufferedImage(24 * CELL + GAP, rows * ROW + GAP, BufferedImage.TYPE_INT_RGB);
    DashboardPicture picture = new DashboardPicture(image.createGraphics(), from, to);
    picture.g.setColor(PAGE);
    picture.g.fillRect(0, 0, image.getWidth(), image.getHeight());
    for (Dashboard.Panel panel : dashboard.panels()) {
      picture.panel(panel, lines(panel, source));
    }
    ImageIO.write(image, "png", file.toFile());
  }

  private static List<Line> lines(Dashboard.Panel panel, Source source)
      throws IOException, InterruptedException {
    List<Line> lines = new ArrayList<>();
    for (Dashboard.Query query : panel.queries()) {
      for (Series series : source.ask(query)) {
        String name = query.legend();
        for (var label : series.labels().entrySet()) {
          name = name.replace("{{" + label.getKey() + "}}", label.getValue());
        }
        lines.add(new Line(name.replaceAll("\\{\\{\\w+}}", "").strip(), series.points()));
      }
    }
    return lines;
  }

  private void panel(Dashboard.Panel panel, List<Line> lines) {
    JsonNode at = panel.json().get("gridPos");
    int x = at.get("x").asInt() * CELL + GAP;
    int y = at.get("y").asInt() * ROW + GAP;
    int w = at.get("w").asInt() * CELL - GAP;
    int h = at.get("h").asInt() * ROW - GAP;
    g.setColor(PANEL);
    g.fillRoundRect(x, y, w, h, 6, 6);
    text(panel.title(), x + 10, y + 19, 13, Font.BOLD, TEXT);
    if (panel.kind().equals("text")) {
      text(firstLine(panel), x + 10, y + 50, 13, Font.PLAIN, TEXT);
    } else if (panel.kind().equals("stat")) {
      String value = lines.isEmpty() ? "-" : Units.text(rounded(panel, lines), panel.unit());
      text(
          value,
          x + 10,
          y + h / 2 + 22,
          value.length() > 8 ? 21 : 30,
          Font.BOLD,
          colour(panel, lines));
    } else {
      right(Units.name(panel.unit()), x + w - 12, y + 19);
      chart(panel, lines, x + 64, y + 32, w - 76, h - 82);
      times(x + 64, y + h - 34, w - 76);
      legend(lines, x + 10, y + h - 10, w - 20);
    }
  }

  private static double rounded(Dashboard.Panel panel, List<Line> lines) {
    double value = last(lines.get(0));
    JsonNode decimals = panel.json().at("/fieldConfig/defaults/decimals");
    return decimals.asInt(-1) == 0 ? Math.rint(value) : value;
  }

  /** That of the last threshold which the value has reached. */
  private static Color colour(Dashboard.Panel panel, List<Line> lines) {
    Color colour = GREEN;
    for (JsonNode step : panel.json().at("/fieldConfig/defaults/thresholds/steps")) {
      boolean reached =
          step.get("value").isNull()
              || !lines.isEmpty() && last(lines.get(0)) >= step.get("value").asDouble();
      if (reached) {
        colour = NAMED.get(step.get("color").asText());
      }
    }
    return colour;
  }

  /** Of a text, without the marks of Markdown. */
  private static String firstLine(Dashboard.Panel panel) {
    String text = panel.json().at("/options/content").asText();
    return text.lines().findFirst().orElse("").replaceAll("[*`]|\\]\\([^)]*\\)|\\[", "");
  }

  private static double last(Line line) {
    return line.points().get(line.points().size() - 1).value();
  }

  private void chart(Dashboard.Panel panel, List<Line> lines, int x, int y, int w, int h) {
    double greatest =
        lines.stream()
            .flatMap(line -> line.points().stream())
            .mapToDouble(Point::value)
            .max()
            .orElse(0);
    double most = greatest > 0 ? greatest * 1.1 : 1;
    double begin = from.getEpochSecond();
    double seconds = to.getEpochSecond() - begin;
    for (int i = 0; i <= 3; i++) {
      int at = y + h - h * i / 3;
      g.setColor(FAINT);
      g.setStroke(new BasicStroke(1));
      g.drawLine(x, at, x + w, at);
      text(Units.axis(most * i / 3, panel.unit()), x - 54, at + 4, 10, Font.PLAIN, TEXT);
    }
    for (int i = 0; i < lines.size(); i++) {
      Path2D path = new Path2D.Double();
      double before = Double.NaN;
      for (Point point : lines.get(i).points()) {
        double px = x + w * (point.time() - begin) / seconds;
        double py = y + h - h * point.value() / most;
        if (point.time() - before <= 2) {
          path.lineTo(px, py);
        } else {
          path.moveTo(px, py);
        }
        before = point.time();
      }
      g.setColor(COLOURS[i % COLOURS.length]);
      g.setStroke(new BasicStroke(1.6f));
      g.draw(path);
    }
  }

  /** Minutes and seconds since the beginning. */
  private void times(int x, int y, int w) {
    long seconds = to.getEpochSecond() - from.getEpochSecond();
    text("0:00", x, y, 10, Font.PLAIN, TEXT);
    right(minutes(seconds / 2), x + w / 2 + 12, y);
    right(minutes(seconds), x + w, y);
  }

  private static String minutes(long seconds) {
    return "%d:%02d".formatted(seconds / 60, seconds % 60);
  }

  private void right(String text, int x, int y) {
    g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 10));
    text(text, x - g.getFontMetrics().stringWidth(text), y, 10, Font.PLAIN, TEXT);
  }

  private void legend(List<Line> lines, int x, int y, int w) {
    int at = x;
    for (int i = 0; i < lines.size(); i++) {
      g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
      int width = 34 + g.getFontMetrics().stringWidth(lines.get(i).name());
      if (at + width > x + w) {
        text("+ " + (lines.size() - i), at, y, 11, Font.PLAIN, TEXT);
        return;
      }
      g.setColor(COLOURS[i % COLOURS.length]);
      g.fillRect(at, y - 6, 12, 3);
      text(lines.get(i).name(), at + 16, y, 11, Font.PLAIN, TEXT);
      at += width;
    }
  }

  private void text(String text, int x, int y, int size, int style, Color colour) {
    g.setFont(new Font(Font.SANS_SERIF, style, size));
    g.setColor(colour);
    g.drawString(text, x, y);
  }
}
