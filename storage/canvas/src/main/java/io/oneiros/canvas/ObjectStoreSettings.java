package io.oneiros.canvas;

/**
 * Where the objects are kept: any S3 endpoint.
 *
 * @param endpoint such as {@code http://127.0.0.1:9000}
 * @param bucket holds everything; made if it is missing
 */
public record ObjectStoreSettings(
    String endpoint, String accessKey, String secretKey, String bucket, String region) {
  @Override
  public String toString() {
    return bucket + " at " + endpoint;
  }
}
