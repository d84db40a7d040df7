package io.oneiros.worker;

import io.oneiros.contract.Grid;
import io.oneiros.contract.Rect;
import io.oneiros.contract.Shift;
import io.oneiros.contract.Size;
import io.oneiros.contract.TileTask;
import io.oneiros.engine.ascent.GradientSource;
import io.oneiros.engine.ascent.GradientStatistics;
import io.oneiros.engine.ascent.Jitter;
import io.oneiros.engine.ascent.PictureSource;
import io.oneiros.engine.ascent.TileAscent;
import io.oneiros.engine.image.Area;
import io.oneiros.engine.image.Picture;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The whole pictures that lie side by side in a task's, each as the task that it would be by
 * itself: so none sees another but through an objective that compares them.
 *
 * @param task of all
 * @param cells where each lies
 * @param tasks one for each
 */
record Batch(TileTask task, List<Rect> cells, List<TileTask> tasks) {

  static Batch of(TileTask task) {
    if (task.batch() == 1) {
      return new Batch(task, List.of(task.picture().whole()), List.of(task));
    }
    Grid grid = Grid.of(task.batch());
    Size size = grid.picture(task.picture());
    return new Batch(
        task,
        grid.cells(task.picture()),
        IntStream.range(0, task.batch())
            .mapToObj(i -> alone(task, size, task.seed() + i))
            .toList());
  }

  /**
   * @param generator asked for where codes are climbed
   * @param region pixels of all
   * @return what all come to, side by side; statistics are of all together
   */
  TileAscent.Result climb(
      GradientSource source,
      Supplier<PictureSource> generator,
      Picture region,
      BooleanSupplier cancelled) {
    List<Picture> regions = cells.stream().map(cell -> region.crop(area(cell))).toList();
    List<TileAscent.Result> results =
        switch (task.parametrisation()) {
          case PIXELS ->
              new TileAscent(source)
                  .together(
                      tasks.stream().map(one -> TileDreamer.tile(one, source.stride())).toList(),
                      regions,
                      cancelled);
          case FOURIER -> Parametric.bySpectrum(tasks, source, regions, cancelled);
          case GENERATOR -> Parametric.byCode(tasks, source, generator.get(), regions, cancelled);
        };
    Picture delta = Picture.blank(region.width(), region.height());
    for (int i = 0; i < results.size(); i++) {
      put(results.get(i).delta(), delta, cells.get(i));
    }
    return new TileAscent.Result(
        delta,
        statistics(results),
        results.stream().mapToDouble(TileAscent.Result::objective).sum());
  }

  private static TileTask alone(TileTask task, Size size, long seed) {
    List<Shift> shifts =
        Jitter.shifts(seed, task.id().octave(), 0, task.shifts().size(), task.jitter()).stream()
            .map(shift -> new Shift(shift.dx(), shift.dy()))
            .toList();
    return new TileTask(
        task.id(),
        task.model(),
        task.modelSha256(),
        task.layers(),
        task.canvas(),
        size,
        size.whole(),
        size.whole(),
        task.halo(),
        task.jitter(),
        shifts,
        task.step(),
        task.normalisation(),
        task.meanGradient(),
        task.ownGradient(),
        task.ascent(),
        task.regularise(),
        task.parametrisation(),
        1,
        task.generator(),
        task.scene(),
        seed,
        size,
        task.output());
  }

  private static void put(Picture picture, Picture all, Rect cell) {
    for (int c = 0; c < Picture.CHANNELS; c++) {
      for (int y = 0; y < cell.height(); y++) {
        System.arraycopy(
            picture.values(),
            picture.index(c, y, 0),
            all.values(),
            all.index(c, cell.y() + y, cell.x()),
            cell.width());
      }
    }
  }

  /** Of each step those who did it: the others had reached {@code ascent.stopAt}. */
  private static List<GradientStatistics> statistics(List<TileAscent.Result> results) {
    int steps = results.stream().mapToInt(r -> r.statistics().size()).max().orElseThrow();
    return IntStream.range(0, steps)
        .mapToObj(
            step ->
                results.stream()
                    .filter(result -> step < result.statistics().size())
                    .map(result -> result.statistics().get(step))
                    .reduce(GradientStatistics::plus)
                    .orElseThrow())
        .toList();
  }

  private static Area area(Rect rect) {
    return new Area(rect.x(), rect.y(), rect.width(), rect.height());
  }
}
