package io.oneiros.storage.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.oneiros.canvas.Planes;
import io.oneiros.contract.Json;
import io.oneiros.contract.Rect;
import io.oneiros.contract.Size;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResampleTest {
  private static final Size FROM = new Size(61, 47);

  static Stream<JsonNode> cases() throws IOException {
    return StreamSupport.stream(fixture().path("cases").spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void equalsPyTorchInterpolate(JsonNode expected) throws IOException {
    Planes source = planes(fixture());
    Planes wanted = planes(expected);
    Size to = new Size(wanted.width(), wanted.height());
    Planes result =
        new Resample(new Size(source.width(), source.height()), to, to.whole())
            .of(Rows.of(source, 0, 0));
    for (int i = 0; i < wanted.values().length; i++) {
      assertThat(result.values()[i]).isCloseTo(wanted.values()[i], within(1e-6f));
    }
  }

  @Test
  void sameSizeIsTheSamePicture() {
    Planes source = random(FROM);
    assertThat(new Resample(FROM, FROM, FROM.whole()).of(Rows.of(source, 0, 0)).values())
        .isEqualTo(source.values());
  }

  @Test
  void valueDependsOnNoRegion() {
    Planes source = random(FROM);
    Random random = new Random(3);
    for (Size to : List.of(new Size(100, 90), new Size(40, 31), new Size(61, 10))) {
      Planes whole = new Resample(FROM, to, to.whole()).of(Rows.of(source, 0, 0));
      for (int i = 0; i < 50; i++) {
        int x = random.nextInt(to.width());
        int y = random.nextInt(to.height());
        Rect region =
            new Rect(x, y, 1 + random.nextInt(to.width() - x), 1 + random.nextInt(to.height() - y));
        Resample resample = new Resample(FROM, to, region);
        Rect footprint = resample.footprint();
        Planes part = resample.of(Rows.of(source.crop(footprint), footprint.x(), footprint.y()));
        assertThat(part.values()).isEqualTo(whole.crop(region).values());
      }
    }
  }

  @Test
  void footprintIsTheRegionAndAPixelAroundWhenEnlarging() {
    Size from = new Size(1000, 1000);
    Resample enlarge = new Resample(from, new Size(2000, 2000), new Rect(200, 400, 100, 100));
    assertThat(enlarge.footprint()).isEqualTo(new Rect(99, 199, 52, 52));
  }

  private static JsonNode fixture() throws IOException {
    try (InputStream in = ResampleTest.class.getResourceAsStream("interpolate.json")) {
      return Json.MAPPER.readTree(in);
    }
  }

  private static Planes planes(JsonNode node) {
    Planes planes = Planes.of(node.path("width").asInt(), node.path("height").asInt());
    for (int i = 0; i < planes.values().length; i++) {
      planes.values()[i] = (float) node.path("values").path(i).asDouble();
    }
    return planes;
  }

  private static Planes random(Size size) {
    Planes planes = Planes.of(size.width(), size.height());
    Random random = new Random(1);
    for (int i = 0; i < planes.values().length; i++) {
      planes.values()[i] = random.nextFloat();
    }
    return planes;
  }
}
