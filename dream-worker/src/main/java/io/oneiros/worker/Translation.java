package io.oneiros.worker;

import io.oneiros.contract.LayerWeight;
import io.oneiros.contract.LayerWeight.Region;
import io.oneiros.contract.TileTask;
import io.oneiros.contract.spec.Regularise;
import io.oneiros.engine.ascent.Ascent;
import io.oneiros.engine.ascent.Blur;
import io.oneiros.engine.ascent.Code;
import io.oneiros.engine.ascent.Norm;
import io.oneiros.engine.ascent.Optimiser;
import io.oneiros.engine.ascent.Penalty;
import io.oneiros.engine.ascent.Robustness;
import io.oneiros.engine.ascent.Upkeep;
import io.oneiros.engine.image.Mask;
import io.oneiros.engine.image.Picture;
import io.oneiros.engine.objective.Emphasis;
import io.oneiros.engine.objective.Measure;
import io.oneiros.engine.objective.Objective;
import io.oneiros.engine.objective.Place;
import io.oneiros.engine.zoo.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a task asks for, in the engine's words. */
final class Translation {
  private Translation() {}

  static Objective objective(TileTask task, Network network, Scenery scenery) {
    return new Objective(
        task.layers().stream().map(layer -> layer(network, layer, scenery)).toList());
  }

  private static Objective.Layer layer(Network network, LayerWeight layer, Scenery scenery) {
    Optional<Place> place =
        Optional.ofNullable(layer.at()).map(at -> new Place(at.get(0), at.get(1)));
    Optional<Emphasis> emphasis =
        scenery
            .mask()
            .filter(mask -> Scenery.isSomewhere(layer))
            .map(mask -> emphasis(mask, layer.region() == Region.OUTSIDE))
            .map(weights -> new Emphasis(weights, Optional.of(scenery.footprint())));
    return new Objective.Layer(
        network.layer(layer.name()), layer.weight(), measure(layer, scenery), place, emphasis);
  }

  private static Picture emphasis(Mask mask, boolean outside) {
    Picture weights = Picture.blank(mask.width(), mask.height());
    for (int i = 0; i < weights.values().length; i++) {
      float weight = mask.weights()[i % mask.weights().length];
      weights.values()[i] = outside ? 1 - weight : weight;
    }
    return weights;
  }

  private static Measure measure(LayerWeight layer, Scenery scenery) {
    List<Integer> channels = layer.channels() == null ? List.of() : layer.channels();
    if (layer.measure() == null) {
      // Tasks of an older scheduler do not say how; there was one way.
      return new Measure.Squares(channels);
    }
    return switch (layer.measure()) {
      case L2 -> new Measure.Squares(channels);
      case MEAN -> new Measure.Mean(channels);
      case DIRECTION -> new Measure.Direction(layer.vector());
      case COSINE -> new Measure.Cosine(layer.vector());
      case STRONGEST ->
          new Measure.Ranked(
              scenery.first().orElseThrow(), layer.count(), Measure.Ranked.Rank.STRONGEST);
      case WEAKEST ->
          new Measure.Ranked(
              scenery.first().orElseThrow(), layer.count(), Measure.Ranked.Rank.WEAKEST);
      case CLASS -> new Measure.Classes(channels, layer.penalty() == null ? 0 : layer.penalty());
      case GUIDE -> new Measure.Guide(scenery.guide().orElseThrow(), Measure.Guide.How.ARGMAX);
      case GUIDE_CHANNELS ->
          new Measure.Guide(scenery.guide().orElseThrow(), Measure.Guide.How.CHANNELS);
      case STYLE -> new Measure.Style(scenery.guide().orElseThrow());
      case DIVERSITY -> new Measure.Diversity();
      case CONTENT -> new Measure.Content(scenery.photo().orElseThrow());
    };
  }

  static Ascent ascent(TileTask task) {
    io.oneiros.contract.spec.Ascent said = task.ascent();
    Regularise held = task.regularise();
    return new Ascent(
        switch (said.normalise()) {
          case MEAN_ABS -> Norm.Scalar.MEAN_ABS;
          case DEVIATION -> Norm.Scalar.DEVIATION;
          case RMS -> Norm.Scalar.RMS;
          case BANDS -> new Norm.Laplacian(said.bands());
        },
        switch (said.optimiser()) {
          case PLAIN -> new Optimiser.Plain();
          case MOMENTUM -> new Optimiser.Momentum(said.momentum());
          case ADAM -> new Optimiser.Adam();
        },
        new Blur(said.blur(), said.blurGrowth()),
        penalties(held),
        new Upkeep(
            held.decay(),
            held.smooth(),
            held.smoothEvery(),
            held.smallNorm(),
            held.smallContribution()),
        said.stopAt() == null ? OptionalDouble.empty() : OptionalDouble.of(said.stopAt()));
  }

  static Robustness robustness(TileTask task) {
    io.oneiros.contract.spec.Ascent said = task.ascent();
    // A task of an older scheduler says nothing of a frame.
    int pad = said.pad() == null ? 0 : said.pad();
    return new Robustness(said.scale(), said.rotate(), said.flip(), pad);
  }

  static Code.Bounds bounds(Regularise held) {
    return new Code.Bounds(held.codeDecay(), held.codeLow(), held.codeHigh());
  }

  private static List<Penalty> penalties(Regularise held) {
    List<Penalty> penalties = new ArrayList<>();
    if (held.tv() > 0) {
      penalties.add(new Penalty.Variation(held.tv(), held.tvBeta()));
    }
    if (held.l2() > 0) {
      penalties.add(new Penalty.Power(held.l2(), 2));
    }
    if (held.alpha() > 0) {
      penalties.add(new Penalty.Power(held.alpha(), held.alphaExponent()));
    }
    return penalties;
  }
}
