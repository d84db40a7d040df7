package io.oneiros.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.oneiros.contract.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealParts.class)
class DeadLettersIT extends PlayedScheduler {
  private static final String LETTERS = "/v1/dead-letters";

  @Test
  void letterIsShownWholeWithWhoGaveItUpAndWhyAndWhen() {
    String id =
        scheduler.bury("d1", Topics.TILES_NAME, "{'id': 'd1/k3/o0/r0/tile/0/a3', 'step': 1.5}");

    given()
        .get(LETTERS + "/" + id)
        .then()
        .statusCode(200)
        .body("id", equalTo(id))
        .body("topic", equalTo("dream.tiles"))
        .body("key", equalTo("d1"))
        .body("by", equalTo("worker-7"))
        .body("problem.code", equalTo("tile-failed"))
        .body("problem.detail", equalTo("It broke."))
        .body("message.step", equalTo(1.5f))
        .body("at", containsString("T"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type': 'dream-requested', 'webhook': 'https://u:p@example.org:444/secret?secret#secret'}",
        "'no JSON: \\u0022https://u:p@example.org:444/secret\\u0022 and on'"
      })
  void pathOfARequestsWebhookIsShownToNobody(String message) {
    String id = scheduler.bury("d2", Topics.REQUESTS_NAME, message);

    given()
        .get(LETTERS + "/" + id)
        .then()
        .statusCode(200)
        .body(containsString("https://example.org:444/..."))
        .body(not(containsString("secret")))
        .body(not(containsString("u:p")));
  }

  @Test
  void listIsNewestFirstAndGoesOnWhereItEnded() {
    List<String> buried = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      buried.add(0, scheduler.bury("key-" + i, Topics.TILES_NAME, "{'i': %d}".formatted(i)));
      // Two partitions: only the time tells which of two letters is newer.
      pause();
    }

    Response page = given().get(LETTERS + "?limit=3");
    page.then().statusCode(200).body("letters[0]", not(hasKey("message")));
    List<String> seen = new ArrayList<>(page.<List<String>>path("letters.id"));
    assertThat(seen).hasSize(3);
    while (page.path("next") != null) {
      page = given().get(LETTERS + "?limit=3&before=" + page.path("next"));
      seen.addAll(page.<List<String>>path("letters.id"));
    }

    assertThat(seen).startsWith(buried.toArray(String[]::new)).doesNotHaveDuplicates();
    assertThat(given().get(LETTERS + "?limit=100").<List<String>>path("letters.id"))
        .isEqualTo(seen);
  }

  @Test
  void whatIsNoLetterIsShownAsText() {
    String id =
        scheduler.send(Topics.DEAD_LETTERS_NAME, "k", "not JSON".getBytes(StandardCharsets.UTF_8));

    given()
        .get(LETTERS + "/" + id)
        .then()
        .statusCode(200)
        .body("topic", nullValue())
        .body("problem.code", equalTo("invalid-message"))
        .body("message", equalTo("not JSON"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0-999999",
        "99-0",
        "x",
        "0-",
        "-1",
        "0-1-2",
        "%2e%2e%2f0-1",
        "0-99999999999999999999"
      })
  void unknownLetterIsNotFound(String id) {
    given()
        .urlEncodingEnabled(false)
        .get(LETTERS + "/" + id)
        .then()
        .statusCode(404)
        .contentType("application/problem+json");
    given().urlEncodingEnabled(false).post(LETTERS + "/" + id + "/replay").then().statusCode(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=101", "limit=x", "before=x", "before=0-1.0-2"})
  void parametersOutOfRangeAreBadRequests(String query) {
    given()
        .get(LETTERS + "?" + query)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("detail", containsString(query.split("=", 2)[1]));
  }

  private static void pause() {
    try {
      Thread.sleep(2);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
