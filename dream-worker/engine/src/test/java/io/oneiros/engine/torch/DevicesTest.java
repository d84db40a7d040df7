package io.oneiros.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DevicesTest {
  @Test
  void autoIsEveryCudaDeviceOrTheProcessor() {
    assertThat(Devices.of("auto", 0)).containsExactly(Device.cpu());
    assertThat(Devices.of("auto", 2)).containsExactly(Device.gpu(0), Device.gpu(1));
  }

  @Test
  void theProcessorCanBeAskedForBesideCuda() {
    assertThat(Devices.of("cpu", 2)).containsExactly(Device.cpu());
  }

  @Test
  void cudaDevicesAreNamedByNumberAndEachCountsOnce() {
    assertThat(Devices.of("cuda:1,0,1", 2)).containsExactly(Device.gpu(1), Device.gpu(0));
    assertThat(Devices.of("cuda:3", 4)).containsExactly(Device.gpu(3));
  }

  @Test
  void aDeviceThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> Devices.of("cuda:0,2", 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no CUDA device 2")
        .hasMessageContaining("sees 2")
        .hasMessageContaining("PYTORCH_LIBRARY_PATH");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "gpu", "cuda", "cuda:", "cuda:x", "cuda:0,", "cuda:-1", "CPU", "cuda:0 1"})
  void anythingElseIsRefusedWithWhatWouldDo(String text) {
    assertThatThrownBy(() -> Devices.of(text, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining("auto, cpu, or such as cuda:0");
  }

  /** The library that tests run with is the processor's. */
  @Test
  void withALibraryWithoutCudaThereIsTheProcessor() {
    assertThat(Devices.of("auto")).containsExactly(Device.cpu());
    assertThatThrownBy(() -> Devices.of("cuda:0")).hasMessageContaining("sees 0");
  }

  @Test
  void aKindNamesDeviceAndExecutor() {
    assertThat(Devices.kind(Device.cpu(), Executor.BFLOAT16))
        .isEqualTo("cpu-" + Hardware.processor() + "-bfloat16");
  }
}
