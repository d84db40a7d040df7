package io.oneiros.soak.bench;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Json;
import io.oneiros.soak.Journal;
import io.oneiros.soak.Shape;
import io.oneiros.standalone.Failure;
import io.oneiros.standalone.client.DreamFollower;
import io.oneiros.standalone.client.GatewayClient;
import io.oneiros.standalone.client.GatewayClient.Order;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
      "What spreading dreams over many devices costs: all real but the devices, which take a fixed",
      "time a tile. Measured is from the first tile's task to the last round's last region; efficiency",
      "is the devices' time over that, overhead the difference a round. Handing is the scheduler's",
      "part of it, the dreams' mean: from a round's last tile to its first region's task, and from",
      "its last region to the next round's first tile. The rest is pixels being moved. Whole is from",
      "post to picture."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class ScaleBench implements Callable<Integer> {
  /** One octave of so many tiles, whose every step is a round. */
  private static final String SPEC =
      "{\"start\":{\"from\":\"grey\",\"width\":%d,\"height\":%d},\"octaves\":1,\"iterations\":%d,\"mode\":\"exact\",\"tile\":%d,\"halo\":16,\"jitter\":0,\"layers\":[{\"name\":\"mixed0\"}]}";

  @Option(names = "--devices", split = ",", paramLabel = "N", description = "default: 1,16,64")
  private List<Integer> devices = List.of(1, 16, 64);

  @Option(
      names = "--tiles",
      split = ",",
      paramLabel = "N",
      description = "a round, squares; default: 1,16,64")
  private List<Integer> tiles = List.of(1, 16, 64);

  @Option(
      names = "--side",
      paramLabel = "PIXELS",
      description = "of a tile, 16 or more; what is larger measures the object store; default: 64")
  private int side = 64;

  @Option(names = "--step", paramLabel = "MS", description = "milliseconds a tile; default: 200")
  private int step = 200;

  @Option(names = "--rounds", paramLabel = "N", description = "of each dream; default: 10")
  private int rounds = 10;

  @Option(
      names = "--dreams",
      paramLabel = "N",
      description = "at a time: what one waits for, others use; default: 1")
  private int dreams = 1;

  @Option(
      names = "--warm",
      paramLabel = "N",
      description =
          "dreams before, of a tile a device, in which the services' code is compiled; default: 8")
  private int warm = 8;

  @Override
  public Integer call() throws IOException, InterruptedException {
    for (int count : tiles) {
      int across = across(count);
      if (count < 1 || across * across != count) {
        throw new Failure("--tiles is %d; it must be a square.".formatted(count));
      }
    }
    System.out.println(
        "devices  tiles  ideal s  measured s  efficiency  overhead ms  handing ms  whole s");
    for (int number : devices) {
      Map<String, String> settings =
          Map.of(
              "oneiros.worker.simulate",
              step + "ms",
              "oneiros.worker.simulated",
              Integer.toString(number),
              "oneiros.limits.min-tile",
              Integer.toString(side));
      Houses.with(
          new Shape(1, 1, 1, 1, false, settings, Map.of()),
          house -> {
            GatewayClient gateway = new GatewayClient(house.gateway());
            try (Journal journal = new Journal(house.kafka())) {
              measure(gateway, journal, number);
            }
          });
    }
    return 0;
  }

  private void measure(GatewayClient gateway, Journal journal, int number)
      throws IOException, InterruptedException {
    int square = (int) Math.pow(Math.floor(Math.sqrt(number)), 2);
    for (int i = 0; i < warm * rounds / each(square); i++) {
      end(gateway, post(gateway, square, each(square)), square, each(square));
    }
    for (int count : tiles) {
      int each = each(count);
      double measured = 0;
      double whole = 0;
      long handing = 0;
      for (int done = 0; done < rounds; done += each) {
        long start = System.nanoTime();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < dreams; i++) {
          ids.add(post(gateway, count, each));
        }
        for (String id : ids) {
          end(gateway, id, count, each);
        }
        whole += (System.nanoTime() - start) / 1e9;
        List<RoundTimes> times = RoundTimes.of(journal, ids);
        long began = times.stream().mapToLong(RoundTimes::began).min().orElseThrow();
        long ended = times.stream().mapToLong(RoundTimes::ended).max().orElseThrow();
        measured += (ended - began) / 1e3;
        handing += times.stream().mapToLong(RoundTimes::handing).sum() / dreams;
      }
      double ideal = rounds * Math.ceil((double) dreams * count / number) * step / 1000.0;
      System.out.printf(
          "%7d %6d %8.1f %11.2f %10.0f%% %12.0f %11.0f %8.1f%n",
          number,
          count,
          ideal,
          measured,
          100 * ideal / measured,
          (measured - ideal) / rounds * 1000,
          (double) handing / rounds,
          whole);
    }
  }

  /** A picture of one tile is one task with all its steps: as many dreams then as rounds. */
  private int each(int count) {
    return count == 1 ? 1 : rounds;
  }

  private String post(GatewayClient gateway, int count, int rounds) throws IOException {
    int width = across(count) * side;
    String json = SPEC.formatted(width, width, rounds, side);
    DreamSpec spec = Json.read(DreamSpec.class, json.getBytes(StandardCharsets.UTF_8));
    return gateway.submit(new Order(spec, Optional.empty(), Optional.empty(), Optional.empty()));
  }

  private static int across(int count) {
    return (int) Math.round(Math.sqrt(count));
  }

  private static void end(GatewayClient gateway, String id, int count, int rounds)
      throws IOException, InterruptedException {
    DreamSnapshot end = new DreamFollower(gateway, () -> {}).follow(id, snapshot -> {});
    if (end.status() != DreamStatus.COMPLETED || end.progress().tilesTotal() != count * rounds) {
      throw new Failure("The dream of %d tiles ended so: %s".formatted(count, end));
    }
  }
}
