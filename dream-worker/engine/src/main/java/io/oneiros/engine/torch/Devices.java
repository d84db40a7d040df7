package io.oneiros.engine.torch;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What can be computed on, and how a person names it. */
public final class Devices {
  private static final Pattern CUDA = Pattern.compile("cuda:(\\d{1,3}(,\\d{1,3})*)");

  private Devices() {}

  /**
   * @param text {@code cpu}; {@code cuda:0} or {@code cuda:0,1}, devices by their numbers; {@code
   *     auto} for every CUDA device, or the processor where there is none
   * @return at least one, none twice
   * @throws IllegalArgumentException if it is none of these, or such a device is not there
   * @throws IllegalStateException as {@link Torch#start}
   */
  public static List<Device> of(String text) {
    return of(text, Torch.cudaDevices());
  }

  static List<Device> of(String text, int cuda) {
    if (text.equals("cpu") || text.equals("auto") && cuda == 0) {
      return List.of(Device.cpu());
    }
    if (text.equals("auto")) {
      return IntStream.range(0, cuda).mapToObj(Device::gpu).toList();
    }
    if (!CUDA.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'%s' is no device; it is auto, cpu, or such as cuda:0 or cuda:0,1".formatted(text));
    }
    int[] numbers =
        Arrays.stream(text.substring("cuda:".length()).split(","))
            .mapToInt(Integer::parseInt)
            .distinct()
            .toArray();
    for (int number : numbers) {
      if (number >= cuda) {
        throw new IllegalArgumentException(
            "There is no CUDA device %s; PyTorch sees %s. PYTORCH_LIBRARY_PATH must name the lib folder of a libtorch with CUDA."
                .formatted(number, cuda));
      }
    }
    return Arrays.stream(numbers).mapToObj(Device::gpu).toList();
  }

  /**
   * What a picture's bytes depend on besides its recipe: {@code
   * cpu-amd-epyc-26-2-avx512-bf16-bfloat16}, {@code cuda-nvidia-h200-bfloat16}. Where a GPU's model
   * is not known, or a machine has several, it is told by its compute capability and memory, {@code
   * cuda-90-141g-bfloat16}.
   *
   * @return of a-z, 0-9 and hyphens
   */
  public static String kind(Device device, Executor executor) {
    String what =
        device.isGpu()
            ? "cuda-" + Hardware.gpu().orElseGet(() -> capability(device))
            : "cpu-" + Hardware.processor();
    return what + "-" + executor.name().toLowerCase(Locale.ROOT);
  }

  private static String capability(Device device) {
    return "%s-%dg"
        .formatted(
            CudaUtils.getComputeCapability(device.getDeviceId()), Math.round(memory(device) / 1e9));
  }

  /** Bytes of memory that a CUDA device has. */
  public static long memory(Device device) {
    return CudaUtils.getGpuMemory(device).getMax();
  }

  /** Bytes of it that are in use, by whomever. */
  public static long memoryUsed(Device device) {
    return CudaUtils.getGpuMemory(device).getCommitted();
  }
}
