package io.oneiros.engine.zoo;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Optional;

/**
 * What a server answers when it is asked for a file, or for the rest of one that was begun.
 *
 * @param bytes that the whole file must have
 */
record Answer(int status, HttpHeaders headers, long bytes) {
  private static final int OK = 200;
  private static final int PARTIAL_CONTENT = 206;
  private static final int RANGE_NOT_SATISFIABLE = 416;
  private static final int BUFFER = 1 << 16;

  static Answer of(HttpResponse<?> response, long bytes) {
    return new Answer(response.statusCode(), response.headers(), bytes);
  }

  /** Whether it is about a part of the file, but not the one that was asked for. */
  boolean isOtherThanTheRest(long from) {
    Optional<String> rest = Optional.of("bytes %d-%d/%d".formatted(from, bytes - 1, bytes));
    return status == RANGE_NOT_SATISFIABLE
        || (status == PARTIAL_CONTENT && !headers.firstValue("Content-Range").equals(rest));
  }

  /**
   * Makes the file whole with the answer's body.
   *
   * @throws IOException with the reason why that cannot be
   */
  void receive(Patient body, Unfinished file, Progress progress)
      throws IOException, InterruptedException {
    boolean isRest = status == PARTIAL_CONTENT && file.length() > 0;
    if (status != OK && !isRest) {
      throw new IOException("the server answers " + status + onward());
    }
    long expected = isRest ? bytes - file.length() : bytes;
    long announced = headers.firstValueAsLong("Content-Length").orElse(expected);
    if (announced != expected) {
      throw new IOException(
          "the file there has %d bytes; it should have %d"
              .formatted(announced + bytes - expected, bytes));
    }
    try (OutputStream out = isRest ? file.append() : file.begin(headers.firstValue("ETag"))) {
      copy(body, out, file, progress);
    }
  }

  private String onward() {
    return headers
        .firstValue("Location")
        .map(", go to %s, but only a few such steps are taken, and only by https"::formatted)
        .orElse("");
  }

  private void copy(Patient body, OutputStream out, Unfinished file, Progress progress)
      throws IOException, InterruptedException {
    byte[] buffer = new byte[BUFFER];
    long done = file.length();
    for (int read = 0; read >= 0; read = body.read(buffer)) {
      if (done + read > bytes) {
        file.discard();
        throw new IOException("the file there has more than %d bytes".formatted(bytes));
      }
      write(buffer, read, out, file);
      done += read;
      progress.at("pulling " + file.name(), done, bytes);
    }
    if (done < bytes) {
      throw new IOException("the answer ended early");
    }
  }

  private static void write(byte[] buffer, int length, OutputStream out, Unfinished file)
      throws IOException {
    try {
      out.write(buffer, 0, length);
    } catch (IOException e) {
      throw new IOException("%s cannot be written: %s".formatted(file.part(), e.getMessage()), e);
    }
  }
}
