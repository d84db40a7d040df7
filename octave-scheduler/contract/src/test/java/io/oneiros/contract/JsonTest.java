package io.oneiros.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "not JSON | it is not JSON at line 1, column 5: Unrecognized token 'not'",
        "{'type':'stored' | it is not JSON at line 1, column 17: Unexpected end-of-input",
        "{} | it has no 'type'",
        "{'type':'imagined'} | there is no type 'imagined'",
        "{'type':'stored','task':'d1'} | 'task' cannot be read: not a task id: d1",
        "{'type':'worker-heartbeat','slots':[]} | 'slots' cannot be read"
      })
  void whatCannotBeReadIsToldWithoutNamesOfClasses(String json, String why) {
    byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    assertThat(Json.why(catchThrowable(() -> Json.read(Result.class, bytes)))).isEqualTo(why);
  }

  @Test
  void whateverElseIsWrongIsToldAsItIs() {
    assertThat(Json.why(new IllegalArgumentException("it has no id"))).isEqualTo("it has no id");
  }
}
