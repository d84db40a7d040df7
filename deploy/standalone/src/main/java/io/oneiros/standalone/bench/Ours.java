package io.oneiros.standalone.bench;

import io.oneiros.engine.ascent.GradientSource;
import io.oneiros.engine.image.Picture;
import io.oneiros.engine.objective.Objective;
import io.oneiros.engine.torch.Executor;
import io.oneiros.engine.torch.TorchNetwork;
import java.util.Random;

/** One executor of one network. */
final class Ours implements Contestant {
  private final TorchNetwork network;
  private final GradientSource gradient;

  Ours(Subject subject, Executor executor) {
    network = new TorchNetwork(subject.graph(), subject.preprocessing(), executor);
    gradient =
        network.gradient(
            new Objective(
                subject.nodes().stream().map(node -> new Objective.Layer(node, 1)).toList()));
  }

  @Override
  public double seconds(int side) {
    Picture picture = noise(side);
    long start = System.nanoTime();
    gradient.at(picture);
    return (System.nanoTime() - start) / 1e9;
  }

  private static Picture noise(int side) {
    Picture noise = Picture.blank(side, side);
    Random random = new Random(side);
    for (int i = 0; i < noise.values().length; i++) {
      noise.values()[i] = random.nextFloat();
    }
    return noise;
  }

  @Override
  public void close() {
    network.close();
  }
}
