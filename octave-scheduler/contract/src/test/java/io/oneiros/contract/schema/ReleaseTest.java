package io.oneiros.contract.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseTest {
  private static final List<String> BREAKS =
      List.of("dream.requests: no longer dream-retried", "dream-retried: removed");

  @TempDir Path folder;

  private Release release;

  @BeforeEach
  void release() throws IOException {
    release = new Release(folder.resolve("released"));
    assertThat(release.isThere()).isFalse();
    release.become(EvolutionTest.REFERENCE);
    assertThat(release.complaints(Reference.now())).isEmpty();
  }

  @Test
  void breakThatIsMeantIsForgivenAndNoOther() throws IOException {
    assertThat(release.complaints(without())).containsExactlyElementsOf(BREAKS);
    forgive(BREAKS.get(0));
    assertThat(release.complaints(without())).containsExactly(BREAKS.get(1));
    forgive(BREAKS.get(0) + "\n" + BREAKS.get(1));
    assertThat(release.complaints(without())).isEmpty();
  }

  @Test
  void whatIsForgivenForNothingIsTold() throws IOException {
    forgive("accepted.dream: removed");
    assertThat(release.complaints(Reference.now()))
        .containsExactly("forgiven, but there is no such break: accepted.dream: removed");
  }

  @Test
  void nextReleaseForgetsWhatWasForgivenAndWhatIsGone() throws IOException {
    forgive(BREAKS.get(0));
    Path gone = folder.resolve("released/schemas/polish.json");
    Files.writeString(gone, "{}");
    release.become(EvolutionTest.REFERENCE);
    assertThat(gone).doesNotExist();
    assertThat(release.complaints(Reference.now())).isEmpty();
  }

  private void forgive(String lines) throws IOException {
    Files.writeString(folder.resolve("released/forgiven.txt"), lines + "\n");
  }

  /** A major version that has no retries any more. */
  private static Reference without() throws IOException {
    Reference less = Reference.now();
    ((ObjectNode) less.api().at("/channels/dream.requests/messages")).remove("dream-retried");
    less.schemas().remove("dream-retried");
    return less;
  }
}
