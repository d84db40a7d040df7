package io.oneiros.engine.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NamesTest {
  private static final List<String> NODES =
      List.of(
          "Net/Stem/Relu/linear",
          "Net/Stem/Relu",
          "Net/Mixed_5b/Branch_0/Relu",
          "Net/Mixed_5b/concat",
          "Net/Mixed_6a/Branch_0/Relu",
          "Net/Mixed_6a/concat");

  private final Names names = new Names(NODES, aliases(), Map.of());

  @Test
  void answersToTheFilesNameAndToTheFields() {
    assertThat(names.node("Net/Mixed_5b/concat")).contains("Net/Mixed_5b/concat");
    assertThat(names.node("mixed0")).contains("Net/Mixed_5b/concat");
    assertThat(names.node("first")).contains("Net/Mixed_5b/concat");
  }

  @Test
  void answersToTheEndOfANameWithAndWithoutItsLastPart() {
    assertThat(names.node("Mixed_6a/concat")).contains("Net/Mixed_6a/concat");
    assertThat(names.node("Mixed_6a")).contains("Net/Mixed_6a/concat");
    assertThat(names.node("Net/Mixed_6a")).contains("Net/Mixed_6a/concat");
    assertThat(names.node("Mixed_6a/Branch_0")).contains("Net/Mixed_6a/Branch_0/Relu");
  }

  @Test
  void theEndOfANameComesBeforeTheEndLessItsLastPart() {
    assertThat(names.node("Stem/Relu")).contains("Net/Stem/Relu");
    assertThat(names.node("Stem")).contains("Net/Stem/Relu");
  }

  @Test
  void aShortFormOfSeveralMeansNone() {
    assertThat(names.node("concat")).isEmpty();
    assertThat(names.node("Branch_0")).isEmpty();
    assertThat(names.node("Relu")).isEmpty();
    assertThat(names.node("")).isEmpty();
    assertThat(names.node("/")).isEmpty();
  }

  @Test
  void theFirstAliasIsCanonical() {
    assertThat(names.canonical("Net/Mixed_5b/concat")).isEqualTo("mixed0");
    assertThat(names.others("Net/Mixed_5b/concat")).containsExactly("first", "Net/Mixed_5b/concat");
    assertThat(names.canonical("Net/Stem/Relu")).isEqualTo("Net/Stem/Relu");
    assertThat(names.others("Net/Stem/Relu")).isEmpty();
  }

  @Test
  void anAliasOfNothingIsNoName() {
    assertThat(names.node("lost")).isEmpty();
  }

  @Test
  void theNearestNamesAllMeanSomethingElse() {
    assertThat(names.nearest("mixed9").get(0)).isEqualTo("mixed0");
    assertThat(names.nearest("mixed_6b").get(0)).isIn("Mixed_6a", "Mixed_5b");
    List<String> nearest = names.nearest("x".repeat(100_000));
    assertThat(nearest).hasSize(3);
    assertThat(nearest.stream().map(names::node).distinct()).hasSize(3).doesNotContainNull();
  }

  @Test
  void distanceCountsEditsButNotCase() {
    assertThat(Levenshtein.distance("mixed4", "Mixed4")).isZero();
    assertThat(Levenshtein.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Levenshtein.distance("", "abc")).isEqualTo(3);
    assertThat(Levenshtein.distance("abc", "")).isEqualTo(3);
  }

  private static Map<String, String> aliases() {
    Map<String, String> aliases = new LinkedHashMap<>();
    aliases.put("mixed0", "Net/Mixed_5b/concat");
    aliases.put("first", "Net/Mixed_5b/concat");
    aliases.put("lost", "Net/nowhere");
    return aliases;
  }
}
