package io.oneiros.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.oneiros.canvas.ObjectStore;
import io.oneiros.contract.DreamStatus;
import io.oneiros.contract.ObjectKeys;
import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.gateway.RealParts;
import io.oneiros.gateway.board.DreamBoard;
import io.oneiros.gateway.board.Snapshots;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealParts.class)
class CompletedDreamsIT {
  @Inject ObjectStore objects;

  @Test
  void pictureOfADreamThatDoesNotEndIsNotWaitedForLongerThanPatience() {
    RealParts.awaitReadyGateway();
    String id = UUID.randomUUID().toString();
    DreamBoard board = new DreamBoard(10);
    board.caughtUp();
    board.show(Snapshots.of(id, 1, DreamStatus.RUNNING));
    objects.put(ObjectKeys.image(id), new byte[1], "image/png");
    CompletedDreams dreams = new CompletedDreams(board, objects, Duration.ofMillis(200));

    ProblemException refused = catchThrowableOfType(ProblemException.class, () -> dreams.find(id));

    assertThat(refused.problem().code()).isEqualTo(ProblemCode.NOT_FINISHED);
  }
}
