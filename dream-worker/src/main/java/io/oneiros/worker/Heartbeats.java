package io.oneiros.worker;

import io.oneiros.contract.Result.WorkerHeartbeat;
import java.util.List;
import java.util.Map;

/** What a worker tells of itself, once for each kind of device that it has. */
final class Heartbeats {
  private Heartbeats() {}

  /**
   * @param hands of each device
   */
  static List<WorkerHeartbeat> of(String worker, int hands, Map<Lanes, Workbench> benches) {
    return benches.entrySet().stream()
        .map(entry -> beat(worker, hands, entry.getKey(), entry.getValue()))
        .toList();
  }

  private static WorkerHeartbeat beat(String worker, int hands, Lanes lanes, Workbench bench) {
    return new WorkerHeartbeat(
        worker,
        hands * lanes.all().size(),
        bench.busy(),
        lanes.kind(),
        List.copyOf(lanes.loaded()));
  }
}
