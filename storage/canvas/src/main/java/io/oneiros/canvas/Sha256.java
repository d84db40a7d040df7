package io.oneiros.canvas;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 in lower-case hexadecimal: what objects are told apart by. */
public final class Sha256 {
  private Sha256() {}

  public static String of(byte[] bytes) {
    return of(ByteBuffer.wrap(bytes));
  }

  /** Of what remains in it. */
  public static String of(ByteBuffer bytes) {
    MessageDigest digest = digest();
    digest.update(bytes);
    return HexFormat.of().formatHex(digest.digest());
  }

  public static String of(Path file) throws IOException {
    return of(Files.newInputStream(file));
  }

  /**
   * Reads to the end, and closes.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  public static String of(InputStream stream) {
    MessageDigest digest = digest();
    try (InputStream in = new DigestInputStream(stream, digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
