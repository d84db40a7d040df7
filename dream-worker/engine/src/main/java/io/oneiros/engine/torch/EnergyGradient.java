package io.oneiros.engine.torch;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import io.oneiros.engine.ascent.GradientSource;
import io.oneiros.engine.image.Patch;
import io.oneiros.engine.image.Picture;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The gradient of energies on a network. Pictures that are compared go through it one after the
 * other and twice, there at first and then there and back, so that many take no more memory than
 * one.
 */
interface EnergyGradient extends GradientSource {
  TorchNetwork network();

  Energies energies();

  /** The energies' targets, [1, C, H, W], as long as the call lives; not to be differentiated. */
  Map<String, PtNDArray> targets(Picture picture, NDManager call);

  /** Of a picture among others. */
  Gradient at(Patch patch, Others others);

  @Override
  default int stride() {
    return energies().stride();
  }

  @Override
  default Gradient at(Patch patch) {
    return at(patch, Others.NONE);
  }

  @Override
  default List<Gradient> together(List<Patch> patches) {
    if (energies().compared().isEmpty()) {
      return GradientSource.super.together(patches);
    }
    return network()
        .inCall(
            all -> {
              List<Others> others =
                  Autograd.withoutGradient(
                      () -> Others.of(patches.stream().map(p -> directions(p, all)).toList()));
              return IntStream.range(0, patches.size())
                  .mapToObj(i -> at(patches.get(i), others.get(i)))
                  .toList();
            });
  }

  private Map<String, PtNDArray> directions(Patch patch, NDManager all) {
    return network()
        .inCall(
            call -> {
              Map<String, PtNDArray> values = targets(patch.pixels(), call);
              Map<String, PtNDArray> directions = new HashMap<>();
              for (String node : energies().compared()) {
                PtNDArray direction = Diversity.direction(values.get(node));
                direction.attach(all);
                directions.put(node, direction);
              }
              return directions;
            });
  }
}
