package io.oneiros.standalone.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.contract.Estimate;
import io.oneiros.contract.Json;
import io.oneiros.contract.Recipe;
import io.oneiros.contract.Size;
import io.oneiros.contract.plan.Plan;
import io.oneiros.contract.plan.Plan.Octave;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToldTest {
  private static final Size SIZE = new Size(100, 100);
  private static final Plan PLAN =
      new Plan(List.of(new Octave(SIZE, 10, 1, 1, 100_000)), SIZE, 100_000, 10_000, 1);

  @Test
  void timeIsToldOfWorkersThatNobodyHasCountedOnlyIfTheyAreFree() {
    assertThat(told(1).text())
        .contains("Time:    about 42 s if 1 worker has nothing else to do, told from small dreams");
    assertThat(told(3).text()).contains("about 42 s if 3 workers have nothing else to do,");
  }

  private static Told told(int workers) {
    String json =
        "{\"model\":\"m\",\"layers\":[],\"iterations\":1,\"step\":1,\"octaves\":1,\"octaveScale\":1.4}";
    Recipe recipe = Json.read(Recipe.class, json.getBytes(StandardCharsets.UTF_8));
    return Told.of(new Estimate(recipe, PLAN, 1), 42, workers);
  }
}
