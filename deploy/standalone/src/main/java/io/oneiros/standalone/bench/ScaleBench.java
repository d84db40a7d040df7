package io.oneiros.standalone.bench;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Json;
import io.oneiros.standalone.Failure;
import io.oneiros.standalone.client.DreamFollower;
import io.oneiros.standalone.client.GatewayClient;
import io.oneiros.standalone.client.GatewayClient.Order;
import io.oneiros.standalone.launch.Home;
import io.oneiros.standalone.launch.Options;
import io.oneiros.standalone.launch.Standalone;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What spreading a dream costs: everything is real but the devices, which take a fixed time a tile
 * and no processor. Each round waits for its last tile, which is the worst there is.
 */
@Command(
    name = "scale",
    description = {
      "What spreading a dream over many devices costs: all real but the devices, which take a fixed",
      "time a tile. Efficiency is that time over what was measured, overhead the difference a round."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class ScaleBench implements Callable<Integer> {
  private static final int SIDE = 256;

  private static final int WARM_UP = 3;

  /** One octave of so many tiles, whose every step is a round. */
  private static final String SPEC =
      "{\"start\":{\"from\":\"grey\",\"width\":%d,\"height\":%d},\"octaves\":1,\"iterations\":%d,\"mode\":\"exact\",\"tile\":256,\"halo\":16,\"jitter\":0,\"layers\":[{\"name\":\"mixed0\"}]}";

  @Option(names = "--devices", split = ",", paramLabel = "N", description = "default: 1,4,16,64")
  private List<Integer> devices = List.of(1, 4, 16, 64);

  @Option(
      names = "--tiles",
      split = ",",
      paramLabel = "N",
      description = "a round, squares; default: 1,16,64")
  private List<Integer> tiles = List.of(1, 16, 64);

  @Option(names = "--step", paramLabel = "MS", description = "milliseconds a tile; default: 200")
  private int step = 200;

  @Option(names = "--rounds", paramLabel = "N", description = "of each dream; default: 5")
  private int rounds = 5;

  @Override
  public Integer call() throws IOException, InterruptedException {
    for (int count : tiles) {
      int side = (int) Math.round(Math.sqrt(count));
      if (count < 1 || side * side != count) {
        throw new Failure("--tiles is %d; it must be a square.".formatted(count));
      }
    }
    System.out.println("devices  tiles   ideal s  measured s  efficiency  overhead ms a round");
    for (int number : devices) {
      measure(number);
    }
    return 0;
  }

  private void measure(int number) throws IOException, InterruptedException {
    Path home = Files.createTempDirectory("oneiros-scale-");
    Home shared = Home.of(System.getenv());
    Files.createSymbolicLink(home.resolve("models"), shared.models());
    Options options =
        Options.workers(1)
            .with(
                Map.of(
                    "oneiros.worker.simulate",
                    step + "ms",
                    "oneiros.worker.simulated",
                    Integer.toString(number)));
    try (Standalone system = Standalone.start(home, options)) {
      GatewayClient gateway = new GatewayClient(system.gateway());
      warmUp(gateway);
      for (int count : tiles) {
        double ideal = rounds * Math.ceil((double) count / number) * step / 1000.0;
        double measured = rounds(gateway, count);
        System.out.printf(
            "%7d %6d %9.1f %11.1f %10.0f%% %20.0f%n",
            number,
            count,
            ideal,
            measured,
            100 * ideal / measured,
            (measured - ideal) / rounds * 1000);
      }
    }
  }

  /** Code that has run for the first time is slow for some seconds. */
  private void warmUp(GatewayClient gateway) throws IOException, InterruptedException {
    for (int i = 0; i < WARM_UP; i++) {
      dream(gateway, 16, rounds);
    }
  }

  /** A picture of one tile is one task with all its steps: as many dreams then as rounds. */
  private double rounds(GatewayClient gateway, int count) throws IOException, InterruptedException {
    if (count > 1) {
      return dream(gateway, count, rounds);
    }
    double seconds = 0;
    for (int round = 0; round < rounds; round++) {
      seconds += dream(gateway, 1, 1);
    }
    return seconds;
  }

  /**
   * @return seconds that its rounds took, as the scheduler has it
   */
  private double dream(GatewayClient gateway, int count, int rounds)
      throws IOException, InterruptedException {
    int side = (int) Math.round(Math.sqrt(count)) * SIDE;
    String json = SPEC.formatted(side, side, rounds);
    DreamSpec spec = Json.read(DreamSpec.class, json.getBytes(StandardCharsets.UTF_8));
    String id =
        gateway.submit(new Order(spec, Optional.empty(), Optional.empty(), Optional.empty()));
    DreamSnapshot end = new DreamFollower(gateway, () -> {}).follow(id, snapshot -> {});
    if (end.status() != DreamStatus.COMPLETED || end.progress().tilesTotal() != count * rounds) {
      throw new Failure("The dream of %d tiles ended so: %s".formatted(count, end));
    }
    return end.octaveSeconds().get(0);
  }
}
