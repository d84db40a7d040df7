package io.oneiros.canvas;

import io.minio.BucketExistsArgs;
import io.minio.Checksum;
import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.RemoveObjectsArgs;
import io.minio.Result;
import io.minio.StatObjectArgs;
import io.minio.UploadObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.messages.DeleteRequest;
import io.minio.messages.DeleteResult;
import io.minio.messages.Item;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One bucket of an S3 store. Safe for use by many threads; an object appears whole or not at all. A
 * call that meets a passing problem is repeated for about three seconds, and then fails with {@link
 * ObjectStoreException}, which names the key and the endpoint.
 */
public final class ObjectStore implements AutoCloseable {
  private static final String BYTES = "application/octet-stream";

  /** Files go up in parts of this size, of which the client holds one in memory. */
  private static final long PART = 8L << 20;

  /** The processor computes it; the client's default, CRC32C, goes byte by byte in Java. */
  private static final Checksum.Algorithm CHECKSUM = Checksum.Algorithm.CRC32;

  private final ObjectStoreSettings settings;
  private final MinioClient client;
  private final S3Calls calls;

  /** Connects to nothing yet. */
  public ObjectStore(ObjectStoreSettings settings) {
    this(settings, S3Observer.NONE);
  }

  /**
   * The same.
   *
   * @param observer hears of every request to the store
   */
  public ObjectStore(ObjectStoreSettings settings, S3Observer observer) {
    this.settings = settings;
    this.client = S3Client.of(settings, observer);
    this.calls = new S3Calls(settings);
  }

  /** Makes the bucket unless it is there. */
  public void createBucket() {
    calls.repeated(
        "make the bucket for",
        settings.bucket(),
        () -> {
          if (!client.bucketExists(BucketExistsArgs.builder().bucket(settings.bucket()).build())) {
            make();
          }
          return null;
        });
  }

  private void make() throws MinioException {
    try {
      client.makeBucket(MakeBucketArgs.builder().bucket(settings.bucket()).build());
    } catch (ErrorResponseException e) {
      // Another process was first.
      if (!e.errorResponse().code().startsWith("BucketAlready")) {
        throw e;
      }
    }
  }

  /** Whether the bucket is there, asked once: for health checks. */
  public boolean bucketExists() {
    return calls.once(
        "find the bucket",
        settings.bucket(),
        () -> client.bucketExists(BucketExistsArgs.builder().bucket(settings.bucket()).build()));
  }

  public void put(String key, byte[] bytes) {
    put(key, bytes, BYTES);
  }

  public void put(String key, byte[] bytes, String contentType) {
    calls.repeated(
        "write",
        key,
        () ->
            client.putObject(
                PutObjectArgs.builder()
                    .bucket(settings.bucket())
                    .object(key)
                    .data(bytes, bytes.length)
                    .contentType(contentType)
                    .checksum(CHECKSUM)
                    .build()));
  }

  public void put(String key, Path file, String contentType) {
    calls.repeated(
        "write",
        key,
        () ->
            client.uploadObject(
                UploadObjectArgs.builder()
                    .bucket(settings.bucket())
                    .object(key)
                    .filename(file.toString(), PART)
                    .contentType(contentType)
                    .checksum(CHECKSUM)
                    .build()));
  }

  /**
   * Writes what a stream gives, 5 MiB of it in memory at a time. Attempted once, as a stream cannot
   * be read again.
   *
   * @param length of the stream in bytes
   */
  public void put(String key, InputStream stream, long length, String contentType) {
    calls.once(
        "write",
        key,
        () ->
            client.putObject(
                PutObjectArgs.builder().bucket(settings.bucket()).object(key).stream(
                        stream, length, -1L)
                    .contentType(contentType)
                    .checksum(CHECKSUM)
                    .build()));
  }

  /**
   * @throws MissingObjectException if there is no such object
   */
  public byte[] get(String key) {
    return get(key, Integer.MAX_VALUE);
  }

  /**
   * The beginning of an object that may be too long for the heap.
   *
   * @param most bytes that are read
   * @throws MissingObjectException if there is no such object
   */
  public byte[] get(String key, int most) {
    return calls.repeated(
        "read",
        key,
        () -> {
          try (GetObjectResponse in = client.getObject(read(key))) {
            return ObjectBody.beginning(in, most);
          }
        });
  }

  /**
   * Copies an object into a file, whole or not at all.
   *
   * @throws MissingObjectException if there is no such object
   */
  public void get(String key, Path file) {
    calls.repeated(
        "read",
        key,
        () -> {
          try (InputStream in = client.getObject(read(key));
              OutputStream out = Files.newOutputStream(file)) {
            return in.transferTo(out);
          }
        });
  }

  /**
   * Opens an object for reading; the caller closes it. Opening is repeated, reading is not.
   *
   * @throws MissingObjectException if there is no such object
   */
  public InputStream open(String key) {
    return calls.repeated("read", key, () -> client.getObject(read(key)));
  }

  /**
   * Opens an object that may not be there, as {@link #open}.
   *
   * @return nothing if there is no such object
   */
  public Optional<InputStream> find(String key) {
    try {
      return Optional.of(open(key));
    } catch (MissingObjectException e) {
      return Optional.empty();
    }
  }

  /**
   * An object's length in bytes.
   *
   * @throws MissingObjectException if there is no such object
   */
  public long length(String key) {
    return calls.repeated(
        "find",
        key,
        () ->
            client
                .statObject(StatObjectArgs.builder().bucket(settings.bucket()).object(key).build())
                .size());
  }

  public boolean exists(String key) {
    try {
      length(key);
      return true;
    } catch (MissingObjectException e) {
      return false;
    }
  }

  /** Keys that begin with the prefix, in the store's order. */
  public List<String> list(String prefix) {
    return calls.repeated(
        "list",
        prefix,
        () -> {
          List<String> keys = new ArrayList<>();
          for (Result<Item> item :
              client.listObjects(
                  ListObjectsArgs.builder()
                      .bucket(settings.bucket())
                      .prefix(prefix)
                      .recursive(true)
                      .build())) {
            keys.add(item.get().objectName());
          }
          return keys;
        });
  }

  /** Deletes an object; one that is not there is no error. */
  public void delete(String key) {
    calls.repeated(
        "delete",
        key,
        () -> {
          client.removeObject(
              RemoveObjectArgs.builder().bucket(settings.bucket()).object(key).build());
          return null;
        });
  }

  /** Deletes everything below a prefix, a thousand objects a request. */
  public void deletePrefix(String prefix) {
    calls.repeated(
        "delete everything below",
        prefix,
        () -> {
          for (Result<DeleteResult.Error> failure :
              client.removeObjects(
                  RemoveObjectsArgs.builder()
                      .bucket(settings.bucket())
                      .objects(list(prefix).stream().map(DeleteRequest.Object::new).toList())
                      .build())) {
            throw new IOException(failure.get().toString());
          }
          return null;
        });
  }

  private GetObjectArgs read(String key) {
    return GetObjectArgs.builder().bucket(settings.bucket()).object(key).build();
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (Exception e) {
      throw new ObjectStoreException("Could not close the client of " + settings, e);
    }
  }
}
