package io.oneiros.standalone;

import io.oneiros.standalone.client.GatewayClient;
import io.oneiros.standalone.show.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A network's file that an option names. It has been understood before anything is started, and is
 * sent along with the dream unless the gateway has it.
 *
 * @param part of the form that says what its pixels are: {@code input}, or of a generator {@code
 *     output}
 * @param pixels as the user wrote it
 */
record Upload(Path file, String part, String pixels, String id) {

  /**
   * @throws Failure if there is no such file
   */
  static Path readable(String name) {
    Path file = Path.of(name);
    if (Files.isDirectory(file)) {
      throw new Failure(file + " is a folder; the name of a file is wanted.");
    }
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new Failure(
          file + (Files.exists(file) ? " is not a file that can be read." : " does not exist."));
    }
    return file;
  }

  /**
   * Sends it along, unless it is there whole.
   *
   * @throws Failure if the gateway calls it by another id, being of another version perhaps
   */
  void sendTo(GatewayClient gateway) throws IOException {
    if (gateway.hasModel(id)) {
      return;
    }
    Terminal.say("Uploading %s, %s ...".formatted(file, Bytes.of(Files.size(file))));
    String theirs = gateway.send(file, part, pixels);
    if (!theirs.equals(id)) {
      throw new Failure(
          "The gateway calls %s '%s', this program '%s': they are of different versions."
              .formatted(file, theirs, id));
    }
  }
}
