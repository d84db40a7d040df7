package io.oneiros.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventStreamTest {
  @Test
  void dataOfAnEventComesWithItsEmptyLine() {
    assertThat(events("id: 3", "event: snapshot", "data: {\"id\":\"x\"}", ""))
        .containsExactly("{\"id\":\"x\"}");
  }

  @Test
  void severalDataLinesAreOneEventAndOneSpaceIsNoData() {
    assertThat(events("data:a", "data:  b", "")).containsExactly("a\n b");
  }

  @Test
  void commentsAreNoEventsAndAHalfEventIsNone() {
    assertThat(events(":still here", "", "data: half")).isEmpty();
  }

  private static List<String> events(String... lines) {
    EventStream stream = new EventStream();
    return Stream.of(lines).map(stream::line).flatMap(Optional::stream).toList();
  }
}
