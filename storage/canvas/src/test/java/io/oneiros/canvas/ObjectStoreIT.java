package io.oneiros.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ObjectStoreIT {
  private static final byte[] TEXT = "a dream".getBytes(StandardCharsets.UTF_8);

  @TempDir static Path home;
  private static List<RealStore> stores;

  @BeforeAll
  static void start() throws IOException {
    stores = RealStore.all(home);
  }

  @AfterAll
  static void stop() {
    stores.forEach(RealStore::stop);
  }

  static Stream<RealStore> stores() {
    return stores.stream();
  }

  @ParameterizedTest
  @MethodSource("stores")
  void everyRequestIsToldWithWhatTheStoreMadeOfIt(RealStore store) {
    List<String> told = new CopyOnWriteArrayList<>();
    ObjectStoreSettings settings =
        new ObjectStoreSettings(
            store.server().endpoint(),
            store.server().accessKey(),
            store.server().secretKey(),
            "test",
            "us-east-1");
    try (ObjectStore objects =
        new ObjectStore(
            settings,
            (operation, outcome, time) -> {
              assertThat(time).isPositive();
              told.add(operation + " " + outcome);
            })) {
      objects.put("told/one", TEXT);
      objects.get("told/one");
      objects.exists("told/none");
      objects.find("told/none");
      objects.list("told/");
      objects.deletePrefix("told/");
      objects.delete("told/one");
    }
    assertThat(told)
        .containsExactly(
            "PUT DONE",
            "GET DONE",
            "HEAD MISSING",
            "GET MISSING",
            "LIST DONE",
            "LIST DONE",
            "DELETE DONE",
            "DELETE DONE");
  }

  @ParameterizedTest
  @MethodSource("stores")
  void objectsComeBackWhole(RealStore store) throws IOException {
    ObjectStore objects = store.objects();
    objects.put("whole/bytes", TEXT);
    assertThat(objects.get("whole/bytes")).isEqualTo(TEXT);
    assertThat(objects.length("whole/bytes")).isEqualTo(TEXT.length);
    assertThat(objects.exists("whole/bytes")).isTrue();
    assertThat(objects.exists("whole/other")).isFalse();
    try (InputStream in = objects.open("whole/bytes")) {
      assertThat(in.readAllBytes()).isEqualTo(TEXT);
    }
    try (InputStream in = objects.find("whole/bytes").orElseThrow()) {
      assertThat(in.readAllBytes()).isEqualTo(TEXT);
    }
    assertThat(objects.find("whole/other")).isEmpty();
    objects.put("whole/empty", new byte[0]);
    assertThat(objects.get("whole/empty")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("stores")
  void largeFilesAndStreamsComeBackWhole(RealStore store, @TempDir Path folder) throws IOException {
    byte[] large = new byte[13_000_001];
    new Random(7).nextBytes(large);
    Path file = Files.write(folder.resolve("large"), large);
    store.objects().put("large/file", file, "image/png");
    store.objects().put("large/stream", new ByteArrayInputStream(large), large.length, "image/png");
    assertThat(store.objects().get("large/file")).isEqualTo(large);
    store.objects().get("large/stream", file);
    assertThat(file).hasBinaryContent(large);
  }

  @ParameterizedTest
  @MethodSource("stores")
  void missingObjectIsToldAtOnce(RealStore store) {
    assertThatThrownBy(() -> store.objects().get("none"))
        .isInstanceOf(MissingObjectException.class)
        .hasMessageContaining("'none'")
        .hasMessageContaining(store.server().endpoint());
    assertThatThrownBy(() -> store.objects().length("none"))
        .isInstanceOf(MissingObjectException.class);
  }

  @ParameterizedTest
  @MethodSource("stores")
  void prefixIsDeletedAndItsNeighbourStays(RealStore store) {
    ObjectStore objects = store.objects();
    for (String key : List.of("dreams/a/x", "dreams/a/o0/c/0/0/0", "dreams/ab/x")) {
      objects.put(key, TEXT);
    }
    objects.deletePrefix("dreams/a/");
    assertThat(objects.list("dreams/")).containsExactly("dreams/ab/x");
    objects.deletePrefix("dreams/a/");
  }

  @ParameterizedTest
  @MethodSource("stores")
  void bucketIsMadeOnce(RealStore store) {
    store.objects().createBucket();
    assertThat(store.objects().bucketExists()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("stores")
  void wrongKeyIsRefusedWithoutAskingAgain(RealStore store) {
    ObjectStoreSettings stranger =
        new ObjectStoreSettings(
            store.server().endpoint(), store.server().accessKey(), "wrong", "test", "us-east-1");
    try (ObjectStore objects = new ObjectStore(stranger)) {
      assertThatThrownBy(() -> objects.put("x", TEXT))
          .isInstanceOf(ObjectStoreException.class)
          .hasMessageContaining("1 of 6 attempts");
    }
  }
}
