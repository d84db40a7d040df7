package io.oneiros.engine.ascent;

import io.oneiros.engine.image.Patch;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** What is moved by gradients, one step after the other. */
interface Climber {
  boolean isDone();

  /** What the next gradient is to be of. */
  Patch look();

  /**
   * Does a step.
   *
   * @param gradient of what was looked at; belongs to this from now on
   * @throws AscentException if it cannot be climbed
   */
  void take(GradientSource.Gradient gradient);

  /**
   * Has all of them climb to the end, in step; who is done before is not compared with any more.
   *
   * @param cancelled asked before every step
   * @throws CancellationException once {@code cancelled} says so
   */
  static void together(
      List<? extends Climber> climbers, GradientSource source, BooleanSupplier cancelled) {
    List<? extends Climber> going = climbers;
    for (int step = 1; !going.isEmpty(); step++) {
      if (cancelled.getAsBoolean()) {
        throw new CancellationException("cancelled before step " + step);
      }
      List<GradientSource.Gradient> gradients =
          source.together(going.stream().map(Climber::look).toList());
      for (int i = 0; i < gradients.size(); i++) {
        going.get(i).take(gradients.get(i));
      }
      going = going.stream().filter(climber -> !climber.isDone()).toList();
    }
  }
}
