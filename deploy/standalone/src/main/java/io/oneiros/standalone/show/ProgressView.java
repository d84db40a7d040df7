package io.oneiros.standalone.show;

import io.oneiros.contract.DreamSnapshot;
import java.io.PrintStream;
import java.util.function.Consumer;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows progress: a bar with the time left on a terminal, a line an octave elsewhere. */
public sealed interface ProgressView extends Consumer<DreamSnapshot>, AutoCloseable {
  @Override
  void close();

  static ProgressView on(PrintStream err, boolean terminal) {
    return terminal ? new Bar(err) : new Lines(err);
  }

  /** One line that is drawn again and again. */
  final class Bar implements ProgressView {
    private static final int MILLIS_BETWEEN_DRAWINGS = 200;
    private static final long MEGA = 1_000_000;

    private final ProgressBar bar;

    private Bar(PrintStream err) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("Dreaming")
              .setInitialMax(1)
              .setUnit(" Mpx-steps", MEGA)
              .setStyle(ProgressBarStyle.UNICODE_BLOCK)
              .setUpdateIntervalMillis(MILLIS_BETWEEN_DRAWINGS)
              .setConsumer(new ConsoleProgressBarConsumer(err))
              .build();
    }

    @Override
    public void accept(DreamSnapshot snapshot) {
      Progress progress = Progress.of(snapshot);
      bar.maxHint(progress.total());
      bar.stepTo(progress.done());
      bar.setExtraMessage(" " + progress.text());
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  /** For logs. */
  final class Lines implements ProgressView {
    private final PrintStream err;
    private int octavesTold;

    private Lines(PrintStream err) {
      this.err = err;
    }

    @Override
    public void accept(DreamSnapshot snapshot) {
      for (; octavesTold < snapshot.octaveSeconds().size(); octavesTold++) {
        err.printf(
            "octave %d/%d: %.1f s%n",
            octavesTold + 1,
            snapshot.recipe().octaves(),
            snapshot.octaveSeconds().get(octavesTold));
      }
    }

    @Override
    public void close() {}
  }
}
