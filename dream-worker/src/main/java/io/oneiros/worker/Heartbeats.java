package io.oneiros.worker;

import io.oneiros.contract.Result.WorkerHeartbeat;
import io.oneiros.contract.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a worker tells of itself, once for each kind of device that it has. */
final class Heartbeats {
  private Heartbeats() {}

  /**
   * @param hands of each device
   */
  static List<WorkerHeartbeat> of(String worker, int hands, Map<Lane, Workbench> benches) {
    List<WorkerHeartbeat> beats = new ArrayList<>();
    byKind(benches.keySet())
        .forEach(
            (kind, lanes) -> {
              List<TaskId> busy =
                  lanes.stream().flatMap(lane -> benches.get(lane).busy().stream()).toList();
              List<String> models =
                  lanes.stream()
                      .flatMap(lane -> lane.loaded().stream())
                      .distinct()
                      .sorted()
                      .toList();
              beats.add(new WorkerHeartbeat(worker, hands * lanes.size(), busy, kind, models));
            });
    return beats;
  }

  static Map<String, List<Lane>> byKind(Set<Lane> lanes) {
    return lanes.stream()
        .collect(Collectors.groupingBy(Lane::kind, TreeMap::new, Collectors.toList()));
  }
}
