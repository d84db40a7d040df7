package io.oneiros.engine.tflite;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.oneiros.engine.zoo.AnyNetwork;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes is a network or refused. */
class TfliteFuzzTest {
  @TempDir Path folder;

  static Stream<byte[]> seeds() {
    return Stream.of(TinyFile.network());
  }

  @MethodSource("seeds")
  @FuzzTest
  void networkIsOpenedOrRefused(byte[] file) throws Exception {
    AnyNetwork.isOpenedOrRefused(folder, file, "mine.tflite");
  }
}
