package io.oneiros.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.oneiros.engine.ascent.GradientSource;
import io.oneiros.engine.ascent.GradientSource.Gradient;
import io.oneiros.engine.image.Patch;
import io.oneiros.engine.image.Picture;
import io.oneiros.engine.image.Resample;
import io.oneiros.engine.objective.Measure;
import io.oneiros.engine.objective.Objective;
import io.oneiros.engine.zoo.Network;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Processes of one and of more threads compute the same, bit for bit. */
class ThreadsIT {
  @Test
  void theirNumberChangesNoBit() throws Exception {
    Inception.open();
    List<String> one = gradients(1);
    assertThat(one).isNotEmpty().doesNotHaveDuplicates();
    assertThat(gradients(2)).isEqualTo(one);
    assertThat(gradients(3)).isEqualTo(one);
  }

  @Test
  void onceItComputesTheirNumberStays() {
    Torch.start();
    assertThatThrownBy(() -> Threads.limit(Runtime.getRuntime().availableProcessors() + 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("started");
    assertThatThrownBy(() -> Threads.limit(Threads.MOST + 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("from 1 to 16");
  }

  /** Or those of whoever computes later would sleep between two parts of a step. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void whoStartsPyTorchKeepsNoHelpersForIt() throws Exception {
    assertThat(run(Helpers.class, "2")).containsExactly("starts: 1", "computes: 2", "check: 0");
  }

  private static List<String> gradients(int threads) throws IOException, InterruptedException {
    return run(Gradients.class, Integer.toString(threads));
  }

  private static List<String> run(Class<?> program, String threads)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Doneiros.models=" + System.getProperty("oneiros.models", "target/models"),
                "-cp",
                System.getProperty("java.class.path"),
                program.getName(),
                threads)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return out.lines().toList();
  }

  /** A measure whose sums are not over positions only each; the default ones first. */
  private static List<Objective> objectives(Network network) throws IOException {
    Picture other = Resample.to(Inception.alps(), 320, 240);
    Picture upsideDown = Resample.to(Inception.alps(), 240, 320);
    return List.of(
        Inception.squares(network),
        of(network.layer("mixed2"), new Measure.Cosine(Measures.vector(288))),
        of(network.layer("mixed2"), new Measure.Guide(other, Measure.Guide.How.ARGMAX)),
        of(network.layer("mixed4"), new Measure.Style(upsideDown)),
        of(network.layer("mixed4"), new Measure.Content(upsideDown)),
        of(network.layer("mixed5"), new Measure.Diversity()),
        of(network.layer("mixed5"), new Measure.Classes(List.of(7), 1)));
  }

  private static Objective of(String node, Measure measure) {
    return new Objective(List.of(new Objective.Layer(node, 1, measure)));
  }

  static final class Gradients {
    /** At 544 x 320 oneDNN, left to itself, convolves in another order with one thread. */
    private static final int[][] SIZES = {{384, 224}, {544, 320}, {160, 416}};

    private Gradients() {}

    private static Gradient besides(Picture picture, GradientSource source) {
      Patch other = Patch.whole(picture.times(0.5));
      return source.together(List.of(Patch.whole(picture), other)).get(0);
    }

    public static void main(String[] args) throws IOException {
      Threads.limit(Integer.parseInt(args[0]));
      Network network = Inception.open();
      for (Executor executor : Executor.values()) {
        if (executor == Executor.BFLOAT16 && !Processor.hasBfloat16()) {
          continue;
        }
        try (TorchNetwork running = Inception.run(network, executor)) {
          List<Objective> objectives = objectives(network);
          for (Objective objective : objectives) {
            // Convolutions are those of the first objective; of the others what they add is new.
            int sizes = objective == objectives.get(0) ? SIZES.length : 1;
            for (int[] size : Arrays.copyOf(SIZES, sizes)) {
              Picture picture = Resample.to(Inception.alps(), size[0], size[1]);
              GradientSource source = running.gradient(objective);
              Gradient gradient =
                  objective.layers().get(0).measure() instanceof Measure.Diversity
                      ? besides(picture, source)
                      : source.at(picture);
              System.out.printf(
                  "%s %s %s x %s: %s, %08x%n",
                  executor,
                  objective.layers().get(0).measure().getClass().getSimpleName(),
                  size[0],
                  size[1],
                  gradient.objective(),
                  Arrays.hashCode(gradient.values().values()));
            }
          }
        }
      }
    }
  }

  /** Native threads bear the name of the one that made them. */
  static final class Helpers {
    private Helpers() {}

    public static void main(String[] args) throws InterruptedException {
      Threads.limit(Integer.parseInt(args[0]));
      count("starts", Torch::start);
      count(
          "computes",
          () -> {
            try (NDManager manager = Torch.newManager(Device.cpu())) {
              SelfCheck.run(manager, "");
            }
          });
      System.out.println("check: " + threads("check"));
    }

    private static void count(String name, Runnable work) throws InterruptedException {
      Thread thread =
          new Thread(
              () -> {
                work.run();
                System.out.println(name + ": " + threads(name));
              },
              name);
      thread.start();
      thread.join();
    }

    private static long threads(String name) {
      try (Stream<Path> all = Files.list(Path.of("/proc/self/task"))) {
        return all.filter(thread -> read(thread.resolve("comm")).strip().equals(name)).count();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static String read(Path file) {
      try {
        return Files.readString(file);
      } catch (IOException e) {
        return "a thread that has ended";
      }
    }
  }
}
