package io.oneiros.standalone.show;

import io.oneiros.engine.zoo.Progress;
import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows how far a pull has come: on a terminal a bar for each long part, else a line, both from
 * where the part begins. One thread tells it.
 */
public final class PullView implements Progress, AutoCloseable {
  private static final int MILLIS_BETWEEN_DRAWINGS = 200;
  private static final long MEGA = 1_000_000;

  private final PrintStream err;
  private final boolean terminal;
  private String part = "";
  private ProgressBar bar;

  public PullView(PrintStream err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  @Override
  public void at(String what, long done, long total) {
    if (!what.equals(part)) {
      close();
      part = what;
      begin(done, total);
    }
    if (bar != null) {
      bar.stepTo(done);
    }
  }

  /** What is short, or of unknown length, is told in a line on a terminal too. */
  private void begin(long done, long total) {
    if (terminal && total >= MEGA) {
      bar = bar(done, total);
      return;
    }
    String length = total == 0 ? "" : ", " + Bytes.of(total);
    String from = done == 0 ? "" : ", going on at " + Bytes.of(done);
    err.println(capitalised(part) + length + from + " ...");
  }

  private ProgressBar bar(long done, long total) {
    return new ProgressBarBuilder()
        .setTaskName(capitalised(part))
        .setInitialMax(total)
        .startsFrom(done, Duration.ZERO)
        .setUnit(" MB", MEGA)
        .setStyle(ProgressBarStyle.UNICODE_BLOCK)
        .setUpdateIntervalMillis(MILLIS_BETWEEN_DRAWINGS)
        .setConsumer(new ConsoleProgressBarConsumer(err))
        .build();
  }

  private static String capitalised(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  /** Ends the last bar. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
