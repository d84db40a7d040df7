package io.oneiros.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamSpec;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Json;
import io.oneiros.standalone.client.GatewayClient.Order;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What specs say, and the bytes that the {@link SharedSystem} makes of them.
 *
 * @param photo that is dreamed from
 * @param guide and mask, where one is asked for
 */
record Said(Path folder, Path photo, Path guide) {
  /** So that a dream is made in a second; more may follow. */
  static final String SMALL = "'octaves':2,'iterations':2,'jitter':8,'seed':3";

  static Said in(Path folder) throws IOException {
    return new Said(folder, Dreams.photo(folder, 320, 304), Dreams.photo(folder, 200, 180));
  }

  /** With single quotes; the last of two values for one field counts. */
  static DreamSpec spec(String json) {
    return Json.read(DreamSpec.class, json.replace('\'', '"').getBytes());
  }

  /** From nothing but the spec. */
  static Order ofNothing(String json) {
    return new Order(spec(json), Optional.empty(), Optional.empty(), Optional.empty());
  }

  Order ofPhoto(String json) {
    return Order.of(photo, spec(json));
  }

  Order withPictures(String json, boolean guided, boolean masked) {
    return new Order(
        spec(json),
        Optional.of(photo),
        guided ? Optional.of(guide) : Optional.empty(),
        masked ? Optional.of(guide) : Optional.empty());
  }

  /** Pictures of the photo, dreamed side by side. */
  List<byte[]> dream(String... specs) throws Exception {
    List<Order> orders = new ArrayList<>();
    for (String spec : specs) {
      orders.add(ofPhoto(spec));
    }
    return dream(orders);
  }

  /** Pictures, dreamed side by side. */
  List<byte[]> dream(List<Order> orders) throws Exception {
    Dreams dreams = SharedSystem.dreams();
    List<String> ids = new ArrayList<>();
    for (Order order : orders) {
      ids.add(dreams.gateway().submit(order));
    }
    List<byte[]> pictures = new ArrayList<>();
    List<String> devices = null;
    for (int i = 0; i < ids.size(); i++) {
      Path out = folder.resolve("picture-" + i + ".png");
      DreamSnapshot end = dreams.await(ids.get(i), out, progress -> {});
      assertThat(end.status())
          .as("%s: %s", orders.get(i).spec(), end.problem())
          .isEqualTo(DreamStatus.COMPLETED);
      // Another kind of device would explain other bytes.
      devices = devices == null ? end.outcome().devices() : devices;
      assertThat(end.outcome().devices()).isEqualTo(devices);
      pictures.add(Files.readAllBytes(out));
    }
    return pictures;
  }
}
