package io.oneiros.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import io.oneiros.engine.ascent.GradientSource.Gradient;
import io.oneiros.engine.image.Picture;
import io.oneiros.engine.objective.Objective;
import io.oneiros.engine.script.Kernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The written program against automatic differentiation, one graph for each thing it can meet. */
class CompiledGradientTest {
  @ParameterizedTest
  @MethodSource("io.oneiros.engine.torch.GradientCase#all")
  void isTheOneOfAutomaticDifferentiation(GradientCase c) {
    for (int[] size : new int[][] {{24, 16}, {23, 17}}) {
      Gradient plain = gradient(c, size, Executor.PLAIN);
      Gradient compiled = gradient(c, size, Executor.FLOAT32);
      assertThat(distance(compiled, plain)).as(size[0] + " wide").isLessThan(2e-5);
      assertThat(compiled.objective() / plain.objective()).isBetween(1 - 1e-5, 1 + 1e-5);
    }
  }

  /** What CUDA runs, here on the processor. */
  @ParameterizedTest
  @MethodSource("io.oneiros.engine.torch.GradientCase#all")
  void soItIsWithTheKernelsOfOtherDevices(GradientCase c) {
    for (int[] size : new int[][] {{24, 16}, {23, 17}}) {
      Gradient plain = gradient(c, size, Executor.PLAIN);
      Gradient aten = gradient(c, size, Executor.FLOAT32, Kernels.ATEN);
      assertThat(distance(aten, plain)).as(size[0] + " wide").isLessThan(2e-5);
    }
  }

  @ParameterizedTest
  @MethodSource("io.oneiros.engine.torch.GradientCase#all")
  void inBfloat16ItIsRounded(GradientCase c) {
    assumeTrue(Processor.hasBfloat16());
    int[] size = {24, 16};
    assertThat(distance(gradient(c, size, Executor.BFLOAT16), gradient(c, size, Executor.PLAIN)))
        .isBetween(1e-7, 2e-2);
  }

  /** The same program serves all sizes that are padded alike, another those that are not. */
  @ParameterizedTest
  @CsvSource({"24, 16", "40, 32", "25, 18", "26, 19"})
  void oneNetworkServesManySizes(int width, int height) {
    GradientCase c = GradientCase.all().findFirst().orElseThrow();
    Objective objective = objective(c);
    try (TorchNetwork one =
        new TorchNetwork(c.graph(), TinyNetwork.PREPROCESSING, Executor.FLOAT32)) {
      one.gradient(objective).at(TinyNetwork.picture(24, 16));
      Gradient again = one.gradient(objective).at(TinyNetwork.picture(width, height));
      assertThat(again).isEqualTo(gradient(c, new int[] {width, height}, Executor.FLOAT32));
    }
  }

  @Test
  void withoutBeingToldTheQuickestExactOneIsTaken() {
    GradientCase c = GradientCase.all().findFirst().orElseThrow();
    Picture picture = TinyNetwork.picture(24, 16);
    try (TorchNetwork checked = new TorchNetwork(c.graph(), TinyNetwork.PREPROCESSING)) {
      assertThat(checked.gradient(objective(c)).at(picture))
          .isEqualTo(gradient(c, new int[] {24, 16}, Executor.best()));
    }
  }

  @Test
  void aProgramIsWrittenAlikeInEveryLanguage() {
    GradientCase c = GradientCase.all().findFirst().orElseThrow();
    Gradient expected = gradient(c, new int[] {24, 16}, Executor.FLOAT32);
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("fa-IR"));
    try {
      assertThat("%d".formatted(1)).as("digits of its own").isNotEqualTo("1");
      assertThat(gradient(c, new int[] {24, 16}, Executor.FLOAT32)).isEqualTo(expected);
    } finally {
      Locale.setDefault(before);
    }
  }

  private static Gradient gradient(GradientCase c, int[] size, Executor executor) {
    return gradient(c, size, executor, Kernels.ONEDNN);
  }

  private static Gradient gradient(GradientCase c, int[] size, Executor executor, Kernels kernels) {
    try (TorchNetwork network =
        new TorchNetwork(
            c.graph(), TinyNetwork.PREPROCESSING, Device.cpu(), Optional.of(executor), kernels)) {
      return network.gradient(objective(c)).at(TinyNetwork.picture(size[0], size[1]));
    }
  }

  private static Objective objective(GradientCase c) {
    List<Objective.Layer> layers = new ArrayList<>(List.of(new Objective.Layer("end", 1)));
    for (String target : c.targets()) {
      layers.add(new Objective.Layer(target, layers.size() % 2 == 0 ? 0.7 : -0.3));
    }
    return new Objective(layers);
  }

  /** Relative, in the sense of least squares. */
  private static double distance(Gradient a, Gradient b) {
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < b.values().values().length; i++) {
      difference += Math.pow(a.values().values()[i] - b.values().values()[i], 2);
      norm += Math.pow(b.values().values()[i], 2);
    }
    return Math.sqrt(difference / norm);
  }
}
