package io.oneiros.worker;

import ai.djl.Device;
import com.sun.management.OperatingSystemMXBean;
import io.oneiros.engine.torch.Devices;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * Memory of a worker's devices, in bytes: of GPUs, their own; else of the machine or container that
 * the worker runs in.
 *
 * @param used by whoever is on the device or the machine, not by this worker alone
 */
record DeviceMemory(long total, long used) {
  static DeviceMemory of(List<Lane> lanes) {
    List<Device> gpus = lanes.stream().map(Lane::device).filter(Device::isGpu).toList();
    if (gpus.isEmpty()) {
      var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      long total = machine.getTotalMemorySize();
      return new DeviceMemory(total, total - machine.getFreeMemorySize());
    }
    return new DeviceMemory(
        gpus.stream().mapToLong(Devices::memory).sum(),
        gpus.stream().mapToLong(Devices::memoryUsed).sum());
  }
}
