package io.oneiros.standalone.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.oneiros.processes.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllocatorTest {
  @TempDir Path folder;

  @Test
  void aLibraryIsLoadedBeforeAllOthers() {
    assertThat(Allocator.environment(Map.of(Allocator.SETTING, "/lib/libtcmalloc.so")))
        .containsEntry("LD_PRELOAD", "/lib/libtcmalloc.so")
        .containsEntry("THP_MEM_ALLOC_ENABLE", "1");
  }

  @Test
  void withoutOneItIsTheCLibrarys() {
    assertThat(Allocator.environment(Map.of())).doesNotContainKey("LD_PRELOAD");
    assertThat(Allocator.environment(Map.of(Allocator.SETTING, "")))
        .doesNotContainKey("LD_PRELOAD");
  }

  @Test
  void theScriptTakesWhatIsNamedOrNothing() throws Exception {
    Path library = Files.createFile(folder.resolve("lib.so"));
    assertThat(script(library.toString())).isEqualTo("[" + library + "]");
    assertThat(script("none")).isEqualTo("[]");
    assertThat(script(folder.resolve("absent").toString()))
        .contains("absent", "no library that can be read", "none switches it off")
        .doesNotContain("[");
  }

  private static String script(String setting) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", ". \"$0\"; echo \"[$ONEIROS_ALLOCATOR]\"");
    builder.command().add(Checkout.root().resolve("deploy/standalone/allocator.sh").toString());
    builder.environment().put(Allocator.SETTING, setting);
    Process process = builder.redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return out.strip();
  }
}
