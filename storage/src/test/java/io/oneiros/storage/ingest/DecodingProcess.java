package io.oneiros.storage.ingest;

import io.oneiros.canvas.Planes;
import io.oneiros.canvas.picture.PictureLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Decodes a file in a process of its own, to be measured. */
public final class DecodingProcess {
  /** Bytes of its heap. */
  static final long HEAP = 128 << 20;

  private DecodingProcess() {}

  /**
   * Bytes that decoding the file adds to the memory of the process.
   *
   * @param times that it is decoded, all at a time
   * @throws AssertionError if it fails
   */
  static long memory(Path file, int times) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + HEAP,
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            DecodingProcess.class.getName(),
            file.toString(),
            Integer.toString(times));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said;
    try (InputStream out = process.getInputStream()) {
      said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
    }
    if (process.waitFor() != 0) {
      throw new AssertionError(said);
    }
    return Long.parseLong(said.lines().reduce((first, last) -> last).orElseThrow());
  }

  public static void main(String... arguments) throws Exception {
    Path file = Path.of(arguments[0]);
    Decoder decoder = new Decoder(PictureLimits.DEFAULTS);
    long before = memory("VmRSS");
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
      CompletableFuture<Void> one = new CompletableFuture<>();
      new Thread(() -> one.completeAsync(() -> decode(decoder, file), Runnable::run)).start();
      all.add(one);
    }
    for (CompletableFuture<Void> one : all) {
      one.join();
    }
    System.out.println(memory("VmHWM") - before);
  }

  private static Void decode(Decoder decoder, Path file) {
    try (Picture picture = decoder.decode(file, "picture")) {
      int width = picture.size().width();
      picture.rows().read(0, 0, width, new float[Planes.CHANNELS * width]);
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long memory(String name) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith(name + ":"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst()
          .orElseThrow();
    }
  }
}
