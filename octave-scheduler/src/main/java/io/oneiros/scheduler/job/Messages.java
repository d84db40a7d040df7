package io.oneiros.scheduler.job;

import io.oneiros.contract.Normalisation;
import io.oneiros.contract.ObjectKeys;
import io.oneiros.contract.Recipe;
import io.oneiros.contract.Rect;
import io.oneiros.contract.Size;
import io.oneiros.contract.StorageTask;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.TileTask;
import io.oneiros.contract.plan.Round;
import io.oneiros.contract.plan.TilePlan;
import io.oneiros.contract.spec.Start.From;
import io.oneiros.scheduler.plan.Growth;
import io.oneiros.scheduler.plan.Shifts;
import java.util.Comparator;
import java.util.List;

/**
 * Writes the task that an id stands for. A task follows from the dream's state alone, so every
 * attempt at a piece of work is the same task but for the attempt.
 */
final class Messages {
  private Messages() {}

  static TileTask tile(Draft dream, TaskId id) {
    Recipe recipe = dream.recipe;
    Round round = dream.currentRound();
    boolean tracked = round.normalisation() == Normalisation.TRACKED;
    return new TileTask(
        id,
        recipe.model(),
        recipe.modelSha256(),
        recipe.layers(),
        ObjectKeys.canvas(id.dream(), id.incarnation(), id.octave(), id.round()),
        dream.size(),
        round.tiles().core(id.index()),
        round.tiles().keep(id.index()),
        recipe.halo(),
        recipe.jitter(),
        Shifts.of(recipe, id.octave(), round),
        recipe.step(id.octave()),
        round.normalisation(),
        tracked ? reference(dream, round) : null,
        tracked && !dream.tileMeans.isEmpty() ? dream.tileMeans.get(id.index()) : null,
        recipe
            .ascent()
            .part(
                round.firstStep(),
                round.firstStep() + round.steps(),
                recipe.iterations(id.octave())),
        recipe.regularise(),
        recipe.start().parametrisation(),
        recipe.start().grid().pictures(),
        recipe.generator(),
        scene(dream, id),
        recipe.seed(),
        largest(recipe, dream.sizes.get(dream.sizes.size() - 1)),
        ObjectKeys.delta(id));
  }

  private static TileTask.Scene scene(Draft dream, TaskId id) {
    String photo = dream.source == null ? null : photo(dream, id, id.octave());
    String mask =
        dream.mask == null ? null : ObjectKeys.mask(id.dream(), id.incarnation(), id.octave());
    TileTask.Still guide =
        dream.guide == null
            ? null
            : new TileTask.Still(ObjectKeys.guide(id.dream(), id.incarnation()), dream.guideSize);
    TileTask.Still first =
        photo == null ? null : new TileTask.Still(photo(dream, id, 0), dream.sizes.get(0));
    return new TileTask.Scene(photo, mask, guide, first);
  }

  /** What a dream is compared with: the photo, or what it began from where there is none. */
  private static String photo(Draft dream, TaskId id, int octave) {
    boolean isSource = dream.source == null || dream.recipe.start().from() == From.PHOTO;
    return isSource
        ? ObjectKeys.source(id.dream(), id.incarnation(), octave)
        : ObjectKeys.photo(id.dream(), id.incarnation(), octave);
  }

  /** Scales grow, and so do tiles until they are as large as they may be. */
  private static Size largest(Recipe recipe, Size last) {
    int side = recipe.tile() + 2 * recipe.halo();
    return new Size(Math.min(side, last.width()), Math.min(side, last.height()));
  }

  /**
   * The global mean |g| that a tracked round starts from: the last known one where each tile's own
   * share in it is known too, else the one predicted for the round's first step.
   */
  private static double reference(Draft dream, Round round) {
    List<Double> known = dream.means.subList(0, round.firstStep());
    return dream.tileMeans.isEmpty() ? Growth.next(known) : known.get(known.size() - 1);
  }

  static StorageTask storage(Draft dream, TaskId id) {
    return switch (id.kind()) {
      case INGEST ->
          new StorageTask.Ingest(id, dream.source, dream.guide, dream.mask, dream.recipe);
      case REASSEMBLE -> reassemble(dream, id);
      case REINJECT -> reinject(dream, id);
      case EXPORT ->
          new StorageTask.Export(
              id,
              ObjectKeys.canvas(id.dream(), id.incarnation(), id.octave(), id.round()),
              dream.size(),
              ObjectKeys.image(id.dream()),
              photo(dream, id, id.octave()),
              dream.source,
              dream.recipe.finish(),
              ObjectKeys.preview(id.dream(), id.incarnation(), id.octave()));
      case DISCARD ->
          new StorageTask.Discard(id, ObjectKeys.incarnation(id.dream(), id.incarnation()));
      case DELETE -> new StorageTask.Delete(id);
      case TILE -> throw new IllegalArgumentException("not for storage: " + id);
    };
  }

  private static StorageTask reassemble(Draft dream, TaskId id) {
    TilePlan plan = dream.currentRound().tiles();
    Rect region = TilePlan.regions(dream.size()).get(id.index());
    return new StorageTask.Reassemble(
        id,
        ObjectKeys.canvas(id.dream(), id.incarnation(), id.octave(), id.round()),
        ObjectKeys.canvas(id.dream(), id.incarnation(), id.octave(), id.round() + 1),
        dream.size(),
        region,
        scale(dream),
        plan.feather(),
        pieces(dream, id, region));
  }

  /** Raw gradients are divided by the whole picture's mean; changes have been already. */
  private static double scale(Draft dream) {
    Round round = dream.currentRound();
    return round.normalisation() == Normalisation.RAW
        ? dream.recipe.step(dream.octave) / 255 / dream.means.get(round.firstStep())
        : 1;
  }

  private static List<StorageTask.Piece> pieces(Draft dream, TaskId id, Rect region) {
    TilePlan plan = dream.currentRound().tiles();
    return dream.tiles.stream()
        .filter(tile -> plan.keep(tile.index()).intersects(region))
        .sorted(Comparator.comparingInt(AcceptedTile::index))
        .map(
            tile ->
                new StorageTask.Piece(
                    plan.core(tile.index()), plan.keep(tile.index()), tile.delta(), tile.sha256()))
        .toList();
  }

  private static StorageTask reinject(Draft dream, TaskId id) {
    int next = id.octave() + 1;
    Size to = dream.sizes.get(next);
    return new StorageTask.Reinject(
        id,
        ObjectKeys.canvas(id.dream(), id.incarnation(), id.octave(), id.round()),
        ObjectKeys.source(id.dream(), id.incarnation(), id.octave()),
        dream.size(),
        ObjectKeys.source(id.dream(), id.incarnation(), next),
        to,
        ObjectKeys.canvas(id.dream(), id.incarnation(), next, 0),
        TilePlan.regions(to).get(id.index()),
        1 - dream.recipe.finish().blend(),
        id.index() == 0 ? ObjectKeys.preview(id.dream(), id.incarnation(), id.octave()) : null);
  }
}
