package io.oneiros.standalone;

import io.oneiros.contract.ProblemException;
import io.oneiros.contract.spec.Presets;
import io.oneiros.standalone.client.GatewayClient.Order;
import io.oneiros.standalone.launch.Home;
import io.oneiros.standalone.launch.Options;
import io.oneiros.standalone.launch.Running;
import java.util.List;
import java.util.Optional;

/** The system of a home: the one that serves there, or one that is started for an order. */
final class HomeSystem {
  private HomeSystem() {}

  /**
   * What a gateway would refuse is refused before a system is started; one that serves may have
   * other limits, and says so itself.
   *
   * @param uploads networks that are sent along with the order
   * @param workers of a system that is started; 1 where nobody says
   * @throws ProblemException naming what is wrong with the order
   */
  static Running of(Home home, Order order, List<Upload> uploads, Optional<Integer> workers)
      throws InterruptedException {
    Options options = Options.of(workers.orElse(1), 0, System.getenv());
    String model = Presets.applied(order.spec()).model();
    Models models = Models.of(home.prepared());
    LocalCheck check = LocalCheck.of(models.zoo(), uploads, System.getenv());
    Runnable beforeStart =
        () -> {
          check.check(order);
          if (models.pullIfMissing(model)) {
            check.check(order);
          }
          Terminal.say("Starting a system for this dream, some seconds ...");
        };
    Running system = Running.inHome(home, options.warm(model), beforeStart, Terminal::say);
    if (!system.own() && workers.isPresent()) {
      Terminal.say("It has the workers that it was started with: --workers changes nothing.");
    }
    return system;
  }
}
