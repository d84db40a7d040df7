package io.oneiros.engine.zoo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** A zoo of one network, {@code net}, that a server on this machine has. */
final class ServedZoo implements AutoCloseable {
  static final byte[] CONTENT = new byte[300_000];
  static final String SHA256;

  static {
    new Random(1).nextBytes(CONTENT);
    SHA256 = sha256(CONTENT);
  }

  final SecureServer server = new SecureServer();
  private final Path cache;
  private final Duration patience;

  ServedZoo(Path cache, Duration patience) throws IOException {
    this.cache = cache;
    this.patience = patience;
  }

  /** The network's folder. */
  Path folder() {
    return cache.resolve("net");
  }

  /** Where a broken pull leaves what has come. */
  Path part() {
    return folder().resolve(".pull-" + SHA256.substring(0, 12)).resolve("net.onnx.part");
  }

  Path pull(URI... addresses) {
    return pull(Progress.NONE, addresses);
  }

  Path pull(Progress progress, URI... addresses) {
    return zoo(null, addresses).pull("net", progress);
  }

  Zoo zoo(Entry.Part labels, URI... addresses) {
    Entry entry =
        new Entry(
            "net",
            "net.onnx",
            CONTENT.length,
            SHA256,
            "none",
            Stream.of(addresses).<Source>map(Source.Address::new).toList(),
            null,
            null,
            labels,
            null,
            null,
            null,
            null);
    Puller puller = new Puller(Npm.installed(), new Https(SecureServer::client, patience));
    return new Zoo(cache, null, new Manifest(List.of(entry)), puller);
  }

  /** What lies in the network's folder, but for the lock. */
  List<String> left() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals(".lock"))
          .toList();
    }
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
