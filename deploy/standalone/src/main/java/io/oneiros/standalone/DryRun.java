package io.oneiros.standalone;

import io.oneiros.contract.Estimate;
import io.oneiros.standalone.client.GatewayClient;
import io.oneiros.standalone.client.GatewayClient.Order;
import io.oneiros.standalone.launch.Home;
import io.oneiros.standalone.launch.Running;
import io.oneiros.standalone.pace.Pace;
import io.oneiros.standalone.pace.Sample;
import io.oneiros.standalone.show.Told;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Tells what a dream would be, instead of dreaming it. What would be wrong with it is wrong with
 * this.
 *
 * @param uploads networks that the spec asks for and that are to be sent along; they stay
 */
record DryRun(Home home, Order order, List<Upload> uploads, boolean json) {
  /** On a system that somebody else looks after; how many workers that has nobody says. */
  int at(URI gateway) throws IOException, InterruptedException {
    LocalPictures.check(order);
    try (Running system = Running.at(gateway)) {
      return tell(system, 1);
    }
  }

  /** On the home's running system, or on one that is started for it. */
  int inHome(Optional<Integer> workers) throws IOException, InterruptedException {
    LocalPictures.check(order);
    try (Running system = HomeSystem.of(home, order, uploads, workers)) {
      return tell(system, system.own() ? workers.orElse(1) : 1);
    }
  }

  private int tell(Running system, int workers) throws IOException, InterruptedException {
    GatewayClient gateway = new GatewayClient(system.gateway());
    for (Upload upload : uploads) {
      upload.sendTo(gateway);
    }
    Estimate estimate = gateway.estimate(order);
    Pace pace = new Sample(gateway, system::check, estimate.recipe()).measure();
    Told told = Told.of(estimate, pace.seconds(estimate.plan(), workers), workers);
    System.out.println(json ? told.json() : told.text());
    return 0;
  }
}
