package io.oneiros.gateway;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.Recipe;
import io.oneiros.gateway.board.DreamBoard;
import io.oneiros.gateway.board.Snapshots;

/** Dreams that have been posted, and have failed as the scheduler tells. */
record FailedDreams(Scheduler scheduler, DreamBoard board) {
  DreamSnapshot post() {
    String id =
        given()
            .multiPart("image", "a.jpg", TestPictures.jpeg(320, 240), "image/jpeg")
            .post("/v1/dreams")
            .path("id");
    Recipe recipe = board.find(id).orElseThrow().recipe();
    DreamSnapshot failed = with(Snapshots.of(id, 2, DreamStatus.FAILED), recipe, 2);
    tell(failed);
    return failed;
  }

  /** Tells, and waits until the gateway has heard. */
  void tell(DreamSnapshot news) {
    scheduler.tell(news);
    await()
        .until(
            () -> board.find(news.id()).filter(d -> d.sequence() == news.sequence()).isPresent());
  }

  static DreamSnapshot with(DreamSnapshot dream, Recipe recipe, long sequence) {
    return new DreamSnapshot(
        dream.id(),
        sequence,
        dream.status(),
        recipe,
        dream.size(),
        dream.octave(),
        dream.progress(),
        dream.octaveSeconds(),
        dream.createdAt(),
        dream.updatedAt(),
        dream.preview(),
        dream.image(),
        dream.outcome(),
        dream.problem(),
        dream.deleting(),
        dream.terms());
  }
}
