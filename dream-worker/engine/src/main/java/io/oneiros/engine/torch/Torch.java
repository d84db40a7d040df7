package io.oneiros.engine.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;
import ai.djl.ndarray.NDManager;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

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

  /**
   * On a thread that ends. Whoever computes keeps helpers while it lives, and once libgomp counts
   * more of them than processors, none waits for its next part on the processor any more: it sleeps
   * and is woken again, for every part of a step.
   */
  private static void check(Device device) {
    try {
      CompletableFuture.runAsync(() -> compute(device), work -> new Thread(work, "check").start())
          .join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof IllegalStateException wrong) {
        throw wrong;
      }
      throw new IllegalStateException("PyTorch cannot compute on " + device, e.getCause());
    }
    CHECKED.add(device);
  }

  private static void compute(Device device) {
    try (NDManager manager = newManager(device)) {
      SelfCheck.run(manager, Engine.getEngine(NAME).getVersion());
    }
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
