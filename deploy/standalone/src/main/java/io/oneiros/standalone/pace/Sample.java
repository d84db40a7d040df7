package io.oneiros.standalone.pace;

import static java.util.stream.Collectors.joining;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Json;
import io.oneiros.contract.LayerWeight;
import io.oneiros.contract.Recipe;
import io.oneiros.contract.plan.Plan;
import io.oneiros.processes.AtExit;
import io.oneiros.standalone.Failure;
import io.oneiros.standalone.client.Deletion;
import io.oneiros.standalone.client.DreamFollower;
import io.oneiros.standalone.client.GatewayClient;
import io.oneiros.standalone.client.GatewayClient.Order;
import io.oneiros.standalone.pace.Pace.Timed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Small dreams of noise with a dream's own network and layers, which tell how fast that dream will
 * go. They are deleted again, also where this process is told to end.
 */
public final class Sample {
  /** About what a patch of a large picture costs a pixel, and soon done. */
  private static final int SIDE = 640;

  private static final String SPEC =
      "{\"model\":\"%s\",\"layers\":[%s],\"octaves\":1,\"iterations\":%d,\"tile\":%d,\"halo\":%d,\"mode\":\"exact\",\"start\":{\"from\":\"noise\",\"width\":%d,\"height\":%d}}";

  private final GatewayClient gateway;
  private final Runnable check;
  private final Recipe recipe;

  /**
   * @param check throws where waiting has become pointless
   * @param recipe of the dream that is to be told of
   */
  public Sample(GatewayClient gateway, Runnable check, Recipe recipe) {
    this.gateway = gateway;
    this.check = check;
    this.recipe = recipe;
  }

  /**
   * Takes some seconds.
   *
   * @throws Failure if a small dream does not complete
   */
  public Pace measure() throws IOException, InterruptedException {
    int side = Math.max(SIDE, recipe.minimumSide());
    // The first one loads the network, and compiles it for this size.
    timed(side, side, 2);
    return Pace.of(timed(side, side, 8), timed(2 * side, side, 2));
  }

  private Timed timed(int side, int tile, int steps) throws IOException, InterruptedException {
    String layers =
        recipe.layers().stream()
            .map(LayerWeight::name)
            .distinct()
            .map("{\"name\":\"%s\"}"::formatted)
            .collect(joining(","));
    String spec = SPEC.formatted(recipe.model(), layers, steps, tile, recipe.halo(), side, side);
    Order order =
        new Order(
            Json.read(DreamSpec.class, spec.getBytes(StandardCharsets.UTF_8)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    String id = gateway.submit(order);
    Runnable noLongerAtExit = AtExit.add(() -> Deletion.ask(gateway, id));
    try {
      DreamSnapshot end = new DreamFollower(gateway, check).follow(id, snapshot -> {});
      if (end.status() != DreamStatus.COMPLETED) {
        throw new Failure(
            "A small dream that was to tell the time is %s%s"
                .formatted(
                    end.status().name().toLowerCase(Locale.ROOT),
                    end.problem() == null ? "." : ": " + end.problem().detail()));
      }
      Plan plan = Plan.of(end.recipe(), end.size());
      int rounds = plan.octaves().get(0).rounds();
      return new Timed(plan.patchSteps(), rounds * end.size().pixels(), end.octaveSeconds().get(0));
    } finally {
      noLongerAtExit.run();
      Deletion.of(gateway, id);
    }
  }
}
