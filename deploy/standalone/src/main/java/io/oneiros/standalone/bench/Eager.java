package io.oneiros.standalone.bench;

import io.oneiros.standalone.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * PyTorch in Python, as somebody would write the same step by hand: {@code eager.py} runs the
 * network's nodes one by one, with automatic differentiation. It is asked for one time after
 * another, so that all contestants can take turns.
 */
final class Eager implements Contestant {
  private final Process process;
  private final PrintWriter questions;
  private final BufferedReader answers;

  /**
   * @param python an interpreter that has torch
   * @param network folder that {@link Dump} wrote
   * @param tuned whether in channels_last and with what else the experienced do, or as it comes
   */
  Eager(String python, Path network, boolean tuned, int threads) {
    try {
      Path script = network.resolve("eager.py");
      try (InputStream in = Eager.class.getResourceAsStream("eager.py")) {
        Files.write(script, in.readAllBytes());
      }
      ProcessBuilder command =
          new ProcessBuilder(
                  python,
                  script.toString(),
                  network.toString(),
                  tuned ? "tuned" : "stock",
                  Integer.toString(threads))
              .redirectError(ProcessBuilder.Redirect.INHERIT);
      // As it comes: what memory it is given is part of what is compared.
      command.environment().keySet().removeAll(List.of("LD_PRELOAD", "THP_MEM_ALLOC_ENABLE"));
      process = command.start();
    } catch (IOException e) {
      throw new Failure("PYTHON is %s, which cannot be started.".formatted(python), e);
    }
    questions = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  @Override
  public double seconds(int side) {
    questions.println(side);
    try {
      String answer = answers.readLine();
      if (answer == null) {
        throw new Failure(
            "The Python of PYTHON ended before it had measured anything; has it torch?");
      }
      return Double.parseDouble(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    questions.close();
    process.destroy();
  }
}
