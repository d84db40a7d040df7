package io.oneiros.engine.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.engine.StandardCapabilities;
import ai.djl.ndarray.NDManager;
import java.util.HashSet;
import java.util.Set;

/** PyTorch in this process: started once, checked once, never asking the internet. */
public final class Torch {
  private static final String NAME = "PyTorch";
  private static final Set<Device> CHECKED = new HashSet<>();

  private Torch() {}

  /**
   * Loads the native library, unless that is done, and checks that it computes. Takes seconds the
   * first time on a machine (it unpacks itself into {@code DJL_CACHE_DIR}), then less than one.
   *
   * @throws IllegalStateException if the library is missing, or is one that DJL's bindings do not
   *     fit and that therefore computes garbage
   */
  public static synchronized void start() {
    if (CHECKED.contains(Device.cpu())) {
      return;
    }
    if (System.getProperty("ai.djl.offline") == null) {
      System.setProperty("ai.djl.offline", "true");
    }
    Threads.set();
    try {
      Engine.getEngine(NAME);
    } catch (RuntimeException | LinkageError e) {
      throw new IllegalStateException(
          "PyTorch's native library cannot be loaded: pytorch-native-cpu for this platform must be on the class path, or PYTORCH_LIBRARY_PATH name the lib folder of a libtorch",
          e);
    }
    check(Device.cpu());
  }

  /**
   * The same, and checks that it computes on that device.
   *
   * @throws IllegalStateException also if the device cannot be used
   */
  public static synchronized void start(Device device) {
    start();
    if (!CHECKED.contains(device)) {
      check(device);
    }
  }

  private static void check(Device device) {
    try (NDManager manager = newManager(device)) {
      SelfCheck.run(manager, Engine.getEngine(NAME).getVersion());
    } catch (EngineException e) {
      throw new IllegalStateException("PyTorch cannot compute on " + device, e);
    }
    CHECKED.add(device);
  }

  /** How many CUDA devices there are for the native library that is loaded; 0 if it has no CUDA. */
  static int cudaDevices() {
    start();
    Engine engine = Engine.getEngine(NAME);
    return engine.hasCapability(StandardCapabilities.CUDA) ? engine.getGpuCount() : 0;
  }

  static NDManager newManager(Device device) {
    return NDManager.newBaseManager(device, NAME);
  }
}
