package io.oneiros.engine.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.engine.graph.Graph;
import io.oneiros.engine.graph.Node;
import io.oneiros.engine.graph.Op;
import io.oneiros.engine.graph.Parameter;
import io.oneiros.processes.Bounded;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A network's file as anybody may send it: it can be worked with, or is refused. */
public final class AnyNetwork {
  /** Far more than any of the seeds takes, far less than a header may claim. */
  private static final long MEMORY = 64 << 20;

  private static final int LAYERS = 20;
  private static final Preprocessing INPUT = Preprocessing.parse("inception");
  private static final Set<ModelException.Code> REFUSALS =
      Set.of(ModelException.Code.MODEL_UNAVAILABLE, ModelException.Code.WRONG_NETWORK_KIND);

  private AnyNetwork() {}

  /**
   * @param folder to work in
   * @param name as its owner calls it
   */
  public static void isOpenedOrRefused(Path folder, byte[] bytes, String name) throws Exception {
    Path file = Files.write(folder.resolve(name), bytes);
    Bounded.run(
        MEMORY,
        () -> {
          try {
            looksAtPictures(Zoo.openFile(file, INPUT));
          } catch (ModelException e) {
            assertRefusal(e);
            if (e.code() == ModelException.Code.WRONG_NETWORK_KIND) {
              generator(file);
            }
          }
        });
  }

  private static void looksAtPictures(Network network) {
    assertThat(network.graph().nodes()).isNotEmpty();
    assertThat(network.unread().values()).doesNotContain("");
    for (Layer layer : network.layers().stream().limit(LAYERS).toList()) {
      assertThat(layer.channels()).isPositive();
      LayerFacts facts = network.facts(List.of(layer.name()));
      assertThat(facts.names()).containsExactly(layer.name());
      assertThat(facts.stride()).isEqualTo(layer.stride()).isPositive();
      assertThat(facts.receptiveField()).isEqualTo(layer.receptiveField()).isPositive();
      assertThat(facts.minimumSide()).isPositive();
    }
    decoded(network.graph());
  }

  private static void generator(Path file) {
    try {
      Generator generator = Zoo.openGenerator(file, INPUT);
      assertThat(generator.code()).isPositive();
      assertThat(generator.width()).isPositive();
      assertThat(generator.height()).isPositive();
      decoded(generator.graph());
    } catch (ModelException e) {
      assertRefusal(e);
    }
  }

  private static void decoded(Graph graph) {
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Op.Conv conv) {
        decoded(conv.weight());
      } else if (node.op() instanceof Op.Scale scale) {
        decoded(scale.factor());
        decoded(scale.shift());
      }
    }
  }

  private static void decoded(Parameter parameter) {
    assertThat((long) parameter.floats().length).isEqualTo(parameter.size());
  }

  private static void assertRefusal(ModelException e) {
    assertThat(e.code()).as(e.getMessage()).isIn(REFUSALS);
    assertThat(e.getMessage()).isNotBlank();
  }
}
