package io.oneiros.objects;

import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/**
 * A real S3 endpoint (S3Proxy) on a folder as a program: {@code Objects FOLDER PORT}. It takes its
 * one pair of keys from the environment, where {@code ps} does not show them; checks the signature
 * of every request; listens on 127.0.0.1 only; prints {@code READY} once it serves; and stops on
 * SIGTERM. What it acknowledged survives a kill.
 */
public final class Objects {
  private static final String HOST = "127.0.0.1";
  private static final String ACCESS_KEY = "ONEIROS_OBJECTS_ACCESS_KEY";
  private static final String SECRET_KEY = "ONEIROS_OBJECTS_SECRET_KEY";

  private Objects() {}

  public static void main(String[] args) {
    if (args.length != 2) {
      System.err.println("Usage: Objects FOLDER PORT");
      System.exit(2);
    }
    try {
      S3Proxy server = start(Path.of(args[0]).toAbsolutePath(), Integer.parseInt(args[1]));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop"));
      System.out.println("READY");
    } catch (Exception e) {
      if (!(e instanceof IllegalStateException)) {
        e.printStackTrace();
      }
      System.err.println("The object store cannot start: " + e.getMessage());
      // Not an end in order: the classes of half a start are not to be kept for others.
      Runtime.getRuntime().halt(1);
    }
  }

  private static S3Proxy start(Path folder, int port) throws Exception {
    String accessKey = key(ACCESS_KEY);
    String secretKey = key(SECRET_KEY);
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName(HOST))) {
      Files.createDirectories(folder);
    } catch (BindException e) {
      throw new IllegalStateException("port " + port + " of " + HOST + " is taken", e);
    }
    S3Proxy server =
        S3Proxy.builder()
            .blobStore(new FilesystemNio2BlobStore(folder.toString()))
            .endpoint(URI.create("http://" + HOST + ":" + port))
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, accessKey, secretKey)
            .build();
    server.start();
    return server;
  }

  private static String key(String name) {
    String value = System.getenv(name);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException("the environment variable " + name + " is not set");
    }
    return value;
  }

  private static void stop(S3Proxy server) {
    try {
      server.stop();
    } catch (Exception e) {
      System.err.println("The object store did not stop cleanly: " + e);
    }
  }
}
