package io.oneiros.engine.torch;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Test;

class SelfCheckTest {
  @Test
  void theLibraryOnTheClassPathPasses() {
    Torch.start();
    try (NDManager manager = Torch.newManager(Device.cpu())) {
      assertThatCode(() -> SelfCheck.run(manager, "2.7.1")).doesNotThrowAnyException();
    }
  }

  @Test
  void aLibraryThatComputesGarbageIsRefusedWithWhatToDo() {
    assertThatThrownBy(() -> SelfCheck.verify(new float[] {54, 63, 90, 98}, new float[16], "2.7.1"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("98.0")
        .hasMessageContaining("PYTORCH_LIBRARY_PATH")
        .hasMessageContaining("2.7.1");
  }
}
