package io.oneiros.engine.zoo;

import static java.lang.ProcessBuilder.Redirect.DISCARD;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for this machine, made by the JDK's keytool, and trust in nothing else. */
final class SelfSigned {
  private static final String PASSWORD = "oneiros";

  private SelfSigned() {}

  static SSLContext context() {
    try {
      KeyStore store = store();
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD.toCharArray());
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyStore store()
      throws GeneralSecurityException, IOException, InterruptedException {
    Path folder = Files.createTempDirectory("oneiros-tls");
    Path file = folder.resolve("server.p12");
    try {
      make(file);
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        store.load(in, PASSWORD.toCharArray());
      }
      // A key's certificate is not trusted; one by itself is.
      store.setCertificateEntry("trusted", store.getCertificate("server"));
      return store;
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  private static void make(Path file) throws IOException, InterruptedException {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    String options =
        "-genkeypair -alias server -keyalg EC -dname CN=localhost -ext san=ip:127.0.0.1"
            + " -validity 2 -storetype PKCS12 -storepass "
            + PASSWORD;
    List<String> line = new ArrayList<>(List.of(options.split(" ")));
    line.add(0, keytool.toString());
    line.addAll(List.of("-keystore", file.toString()));
    Process process =
        new ProcessBuilder(line).redirectOutput(DISCARD).redirectError(DISCARD).start();
    if (process.waitFor() != 0) {
      throw new IOException("keytool ended with status " + process.exitValue());
    }
  }
}
