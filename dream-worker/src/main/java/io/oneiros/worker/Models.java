package io.oneiros.worker;

import io.oneiros.contract.GeneratorFacts;
import io.oneiros.contract.LayerWeight;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.contract.TileTask;
import io.oneiros.engine.zoo.Generator;
import io.oneiros.engine.zoo.ModelException;
import io.oneiros.engine.zoo.Network;
import io.oneiros.engine.zoo.Progress;
import io.oneiros.engine.zoo.Recent;
import io.oneiros.engine.zoo.Zoo;
import java.util.function.Function;

/**
 * The networks that tasks ask for, opened once, the last ones kept; one that is not there is pulled
 * if it may be, and one that was sent along is fetched from the object store. Only files are read
 * here, nothing is computed, so any thread may ask.
 */
final class Models {
  private static final int MOST_OPEN = 32;

  private final Zoo zoo;
  private final boolean pull;
  private final Recent<String, Network> opened = new Recent<>(MOST_OPEN);
  private final Recent<String, Generator> generators = new Recent<>(MOST_OPEN);

  Models(Zoo zoo, boolean pull) {
    this.zoo = zoo;
    this.pull = pull;
  }

  /**
   * @throws ProblemException {@code unknown-model}, {@code model-unavailable}, saying what to do,
   *     or {@code unavailable}
   */
  Network network(String id) {
    return opened.get(id, name -> open(name, zoo::open));
  }

  /**
   * The network that a dream was planned for.
   *
   * @throws ProblemException as {@link #network(String)}; {@code model-unavailable} also if the
   *     file here is another one
   */
  Network network(TileTask task) {
    Network network = network(task.model());
    requirePlanned(task.model(), task.modelSha256(), network.sha256());
    return network;
  }

  private static void requirePlanned(String id, String planned, String here) {
    if (!here.equals(planned)) {
      throw new ProblemException(
          ProblemCode.MODEL_UNAVAILABLE,
          "The dream was planned for %s with SHA-256 %s; this worker has %s."
              .formatted(id, planned, here));
    }
  }

  /**
   * The generator that a dream was planned for.
   *
   * @throws ProblemException as {@link #network(TileTask)}; {@code wrong-network-kind} if it is
   *     none
   */
  Generator generator(TileTask task) {
    GeneratorFacts planned = task.generator();
    Generator generator = generators.get(planned.id(), id -> open(id, zoo::generator));
    requirePlanned(planned.id(), planned.sha256(), generator.sha256());
    return generator;
  }

  /** Stride of the deepest layer that a task asks for, in pixels. */
  int stride(TileTask task) {
    return network(task).facts(task.layers().stream().map(LayerWeight::name).toList()).stride();
  }

  private <T> T open(String id, Function<String, T> opener) {
    try {
      return opener.apply(id);
    } catch (ModelException e) {
      if (pull && e.code() == ModelException.Code.MODEL_UNAVAILABLE) {
        return pulled(id, opener);
      }
      throw problem(e);
    }
  }

  private <T> T pulled(String id, Function<String, T> opener) {
    try {
      zoo.pull(id, Progress.NONE);
      return opener.apply(id);
    } catch (ModelException e) {
      throw problem(e);
    }
  }

  private static ProblemException problem(ModelException e) {
    return new ProblemException(ProblemCode.of(e.code().toString()), e.getMessage());
  }
}
