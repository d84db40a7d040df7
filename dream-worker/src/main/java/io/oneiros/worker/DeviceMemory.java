package io.oneiros.worker;

import ai.djl.Device;
import com.sun.management.OperatingSystemMXBean;
import io.oneiros.engine.torch.Devices;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Memory of a worker's devices, in bytes.
 *
 * @param total of GPUs, their own; else of the machine or container that the worker runs in
 * @param used of GPUs, by whomever; else by this worker
 */
record DeviceMemory(long total, long used) {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";

  static DeviceMemory of(List<Lane> lanes) {
    List<Device> gpus = lanes.stream().map(Lane::device).filter(Device::isGpu).toList();
    if (gpus.isEmpty()) {
      var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      return new DeviceMemory(machine.getTotalMemorySize(), resident(machine));
    }
    return new DeviceMemory(
        gpus.stream().mapToLong(Devices::memory).sum(),
        gpus.stream().mapToLong(Devices::memoryUsed).sum());
  }

  /** As Linux tells it; elsewhere nothing is nearer than the whole machine's. */
  private static long resident(OperatingSystemMXBean machine) {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(RESIDENT))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
          .findFirst()
          .orElseThrow(() -> new IOException("no " + RESIDENT));
    } catch (IOException e) {
      return machine.getTotalMemorySize() - machine.getFreeMemorySize();
    }
  }
}
