package io.oneiros.standalone;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Ids of the dreams of which a home's object store has anything. */
record StoredDreams(Path home) {
  private static final Pattern OF_DREAM = Pattern.compile(".*/dreams/([^/]+)/.*");

  Set<String> now() throws IOException {
    try (Stream<Path> files = Files.walk(home.resolve("objects"))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> OF_DREAM.matcher(file.toString()))
          .filter(Matcher::matches)
          .map(file -> file.group(1))
          .collect(toSet());
    } catch (UncheckedIOException e) {
      // Deleted under our hands: to be looked at again.
      return now();
    }
  }

  /** For a minute at most. */
  void await(Predicate<Set<String>> wanted) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!wanted.test(now())) {
      assertThat(System.nanoTime()).as("%s are stored", now()).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }
}
