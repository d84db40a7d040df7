package io.oneiros.canvas;

import io.oneiros.processes.RealObjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real S3 server with an empty bucket, and the client of it. */
record RealStore(String name, RealObjects server, ObjectStore objects) {

  /** S3Proxy always, MinIO's own server where it is on the PATH. */
  static List<RealStore> all(Path home) throws IOException {
    List<RealStore> all = new ArrayList<>();
    all.add(of("s3proxy", RealObjects.s3proxy(Files.createDirectories(home.resolve("s3proxy")))));
    if (RealObjects.minioOnPath()) {
      all.add(of("minio", RealObjects.minio(Files.createDirectories(home.resolve("minio")))));
    }
    return all;
  }

  private static RealStore of(String name, RealObjects server) {
    ObjectStore objects =
        new ObjectStore(
            new ObjectStoreSettings(
                server.endpoint(), server.accessKey(), server.secretKey(), "test", "us-east-1"));
    objects.createBucket();
    return new RealStore(name, server, objects);
  }

  /** Not {@code close}: JUnit closes arguments after each test. */
  void stop() {
    objects.close();
    server.close();
  }

  @Override
  public String toString() {
    return name;
  }
}
