package io.oneiros.storage.export;

import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;

/** Writes into a PNG what is said beside its pixels. */
final class PngMetadata {
  private static final String FORMAT = "javax_imageio_png_1.0";

  private PngMetadata() {}

  /**
   * @param exif of chunk {@code eXIf}; null for none
   * @param profile of the samples, in chunk {@code iCCP}; null for sRGB, in chunk {@code sRGB}
   */
  static void add(IIOMetadata metadata, byte[] exif, ICC_Profile profile) throws IOException {
    IIOMetadataNode root = new IIOMetadataNode(FORMAT);
    root.appendChild(profile == null ? srgb() : iccp(profile));
    if (exif != null) {
      root.appendChild(unknown("eXIf", exif));
    }
    metadata.mergeTree(FORMAT, root);
  }

  private static IIOMetadataNode srgb() {
    IIOMetadataNode node = new IIOMetadataNode("sRGB");
    node.setAttribute("renderingIntent", "Perceptual");
    return node;
  }

  private static IIOMetadataNode iccp(ICC_Profile profile) {
    IIOMetadataNode node = new IIOMetadataNode("iCCP");
    node.setAttribute("profileName", "ICC profile");
    node.setAttribute("compressionMethod", "deflate");
    node.setUserObject(deflated(profile.getData()));
    return node;
  }

  /** The writer knows no such chunk by name, but writes any. */
  private static IIOMetadataNode unknown(String type, byte[] bytes) {
    IIOMetadataNode chunk = new IIOMetadataNode("UnknownChunk");
    chunk.setAttribute("type", type);
    chunk.setUserObject(bytes);
    IIOMetadataNode chunks = new IIOMetadataNode("UnknownChunks");
    chunks.appendChild(chunk);
    return chunks;
  }

  private static byte[] deflated(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
