package io.oneiros.standalone.show;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.oneiros.contract.Estimate;
import io.oneiros.contract.Json;
import io.oneiros.contract.Recipe;
import io.oneiros.contract.plan.Plan;
import io.oneiros.contract.plan.Plan.Octave;
import java.io.UncheckedIOException;
import java.util.Locale;

/**
 * What {@code --dry-run} tells of a dream.
 *
 * @param tileMemory bytes that a worker's engine has in use for the largest tile
 * @param seconds that it takes, about
 * @param workers if that many have nothing else to do
 */
public record Told(Recipe recipe, Plan plan, long tileMemory, double seconds, int workers) {
  public static Told of(Estimate estimate, double seconds, int workers) {
    return new Told(estimate.recipe(), estimate.plan(), estimate.tileMemory(), seconds, workers);
  }

  /** On one line. */
  public String json() {
    try {
      return Json.MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For people, some lines. */
  public String text() {
    StringBuilder text = new StringBuilder();
    line(text, "%s: %s", recipe.model(), layers());
    line(text, "octave %15s %6s %7s %6s %11s", "size", "steps", "rounds", "tiles", "Mpx-steps");
    for (int i = 0; i < plan.octaves().size(); i++) {
      Octave octave = plan.octaves().get(i);
      line(
          text,
          "%-6d %15s %6d %7d %6d %11.1f",
          i + 1,
          octave.size().width() + " x " + octave.size().height(),
          octave.steps(),
          octave.rounds(),
          octave.tiles(),
          octave.size().pixels() * octave.steps() / 1e6);
    }
    line(
        text,
        "Work:    %.1f Mpx-steps; %.1f with what is computed around tiles",
        plan.pixelSteps() / 1e6,
        plan.patchSteps() / 1e6);
    line(
        text,
        "Memory:  %s in use by a worker's engine, for %d x %d pixels at a time",
        Bytes.of(tileMemory),
        plan.patch().width(),
        plan.patch().height());
    line(
        text,
        "Storage: %s in the object store at most, beside the uploads",
        Bytes.of(plan.stored()));
    line(
        text,
        "Time:    about %s if %s nothing else to do, told from small dreams: it may be half or twice that",
        duration(),
        workers == 1 ? "1 worker has" : workers + " workers have");
    return text.toString().stripTrailing();
  }

  private String layers() {
    return String.join(", ", recipe.layers().stream().map(layer -> layer.name()).toList());
  }

  private String duration() {
    return seconds < 100
        ? String.format(Locale.ROOT, "%.0f s", Math.max(1, seconds))
        : String.format(Locale.ROOT, "%.0f min", seconds / 60);
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }
}
