package io.oneiros.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.engine.zoo.Zoo;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZooCatalogTest {
  @TempDir Path cache;

  @Test
  void unknownModelHasTheStableCode() {
    assertProblem("no_such_net", ProblemCode.UNKNOWN_MODEL);
  }

  @Test
  void knownModelWhoseFileIsMissingHasTheStableCode() {
    assertProblem(null, ProblemCode.MODEL_UNAVAILABLE);
  }

  private void assertProblem(String model, ProblemCode code) {
    assertThatThrownBy(() -> new ZooCatalog(new Zoo(cache, null)).facts(model, List.of()))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().code()).isEqualTo(code));
  }
}
