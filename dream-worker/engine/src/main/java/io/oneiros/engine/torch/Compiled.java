package io.oneiros.engine.torch;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import io.oneiros.engine.script.Module;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** TorchScript methods, compiled. Holds native memory until it is closed. */
final class Compiled implements AutoCloseable {
  private final PtSymbolBlock block;

  /**
   * @param methods see {@link Module#archive}
   */
  Compiled(String methods, NDManager manager) {
    try {
      block =
          JniUtils.loadModule(
              (PtNDManager) manager,
              new ByteArrayInputStream(Module.archive(methods)),
              false,
              false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The result is the caller's to close; the arguments stay open. */
  IValue call(String method, IValue... arguments) {
    return IValueUtils.runMethod(block, method, arguments);
  }

  /** A result that is one tensor, attached to the manager. */
  static PtNDArray tensor(IValue value, NDManager manager) {
    try (value) {
      return value.toTensor((PtNDManager) manager);
    }
  }

  @Override
  public void close() {
    block.close();
  }
}
