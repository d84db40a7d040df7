package io.oneiros.engine.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;

/** PyTorch in this process: started once, checked once, never asking the internet. */
public final class Torch {
  private static boolean started;

  private Torch() {}

  /**
   * Loads the native library, unless that is done, and checks that it computes. Takes seconds the
   * first time on a machine (it unpacks itself into {@code DJL_CACHE_DIR}), then less than one.
   *
   * @throws IllegalStateException if the library is missing, or is one that DJL's bindings do not
   *     fit and that therefore computes garbage
   */
  public static synchronized void start() {
    if (started) {
      return;
    }
    if (System.getProperty("ai.djl.offline") == null) {
      System.setProperty("ai.djl.offline", "true");
    }
    Engine engine;
    try {
      engine = Engine.getEngine("PyTorch");
    } catch (RuntimeException | LinkageError e) {
      throw new IllegalStateException(
          "PyTorch's native library cannot be loaded: pytorch-native-cpu for this platform must be on the class path, or PYTORCH_LIBRARY_PATH name the lib folder of a libtorch",
          e);
    }
    try (NDManager manager = newManager()) {
      SelfCheck.run(manager, engine.getVersion());
    }
    started = true;
  }

  static NDManager newManager() {
    return NDManager.newBaseManager(Device.cpu(), "PyTorch");
  }
}
