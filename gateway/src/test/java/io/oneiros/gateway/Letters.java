package io.oneiros.gateway;

import static io.restassured.RestAssured.given;

import io.oneiros.contract.DeadLetter;
import io.oneiros.contract.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** Dead letters that the gateway lists. */
final class Letters {
  private Letters() {}

  /** Ids of a dream's. */
  static List<String> of(String dream) {
    return given()
        .get("/v1/dead-letters?limit=100")
        .jsonPath()
        .getList("letters", Map.class)
        .stream()
        .filter(letter -> dream.equals(letter.get("key")))
        .map(letter -> (String) letter.get("id"))
        .toList();
  }

  /** A dream's newest one, as soon as there is one. */
  static DeadLetter await(String dream) {
    List<String> ids =
        Awaitility.await()
            .ignoreExceptions()
            .atMost(Duration.ofMinutes(1))
            .until(() -> of(dream), found -> !found.isEmpty());
    return Json.read(DeadLetter.class, given().get("/v1/dead-letters/" + ids.get(0)).asByteArray());
  }
}
