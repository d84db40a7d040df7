package io.oneiros.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HardwareTest {
  @Test
  void processorIsItsNameFamilyModelAndWidestInstructions() {
    assertThat(
            Hardware.processor(
                List.of(
                    "processor\t: 0",
                    "vendor_id\t: AuthenticAMD",
                    "cpu family\t: 26",
                    "model\t\t: 2",
                    "model name\t: AMD EPYC 9745 128-Core Processor",
                    "flags\t\t: fpu avx2 avx512f avx512_vnni avx512_bf16",
                    "",
                    "processor\t: 1",
                    "model name\t: another"),
                "amd64"))
        .isEqualTo("amd-epyc-9745-26-2-avx512-bf16");
    assertThat(
            Hardware.processor(
                List.of(
                    "model\t: 143",
                    "cpu family\t: 6",
                    "model name\t: Intel(R) Xeon(R) Platinum 8481C CPU @ 2.70GHz",
                    "flags\t: avx2 amx_bf16 avx512_bf16"),
                "amd64"))
        .isEqualTo("intel-xeon-platinum-8481c-6-143-amx");
  }

  @Test
  void processorWithoutANameIsItsMakersNumbersOrItsArchitecture() {
    assertThat(
            Hardware.processor(
                List.of(
                    "Features\t: fp asimd sve bf16",
                    "CPU implementer\t: 0x41",
                    "CPU part\t: 0xd4f"),
                "aarch64"))
        .isEqualTo("aarch64-0x41-0xd4f-bf16");
    assertThat(Hardware.processor(List.of(), "aarch64")).isEqualTo("aarch64");
  }

  @Test
  void longestNameStillNamesATopic() {
    String name = Hardware.processor(List.of("model name: " + "long name ".repeat(50)), "amd64");

    assertThat(name).hasSizeBetween(60, 80).matches("[a-z0-9][a-z0-9-]*[a-z0-9]");
  }

  @Test
  void gpuIsItsModelWhereAllAreAlike() {
    assertThat(Hardware.gpu(Set.of(" \t NVIDIA H200"))).contains("nvidia-h200");
    assertThat(Hardware.gpu(Set.of("NVIDIA H200", "NVIDIA A100-SXM4-80GB"))).isEmpty();
    assertThat(Hardware.gpu(Set.of())).isEmpty();
  }
}
