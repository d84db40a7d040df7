package io.oneiros.engine.zoo;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;

/** A package registry of one package, so that the real npm can be tried without a network. */
final class Registry implements AutoCloseable {
  private final HttpServer server;

  Registry(String name, String version, Path archive) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] bytes = Files.readAllBytes(archive);
    serve("/archive.tgz", bytes);
    serve("/" + name, description(name, version, bytes).getBytes(StandardCharsets.UTF_8));
    server.start();
  }

  String url() {
    return "http://127.0.0.1:%d/".formatted(server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private String description(String name, String version, byte[] archive) {
    return """
        {"name": "%1$s", "dist-tags": {"latest": "%2$s"}, "versions": {"%2$s":
          {"name": "%1$s", "version": "%2$s",
           "dist": {"tarball": "%3$sarchive.tgz", "integrity": "sha512-%4$s"}}}}
        """
        .formatted(name, version, url(), sha512(archive));
  }

  private void serve(String path, byte[] body) {
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  private static String sha512(byte[] bytes) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-512").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
