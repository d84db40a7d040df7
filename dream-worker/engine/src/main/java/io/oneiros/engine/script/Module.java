package io.oneiros.engine.script;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The archive that PyTorch loads a module without parameters from: a zip of its code and of pickles
 * that say that there is one object of the class {@code __torch__.net.M}, not in training.
 */
public final class Module {
  /** Pickle: protocol 2, the class, an empty tuple of arguments, NEWOBJ, the state, BUILD. */
  private static final String OBJECT =
      "\u0080\u0002c__torch__.net\nM\n)\u0081}(X\u0008\u0000\u0000\u0000training\u0089ub.";

  private static final String EMPTY_TUPLE = "\u0080\u0002).";

  /** Of the format, which says what operators of that time are called and take. */
  private static final int VERSION = 10;

  private Module() {}

  /**
   * @param methods TorchScript, indented as a class's, of {@code self: __torch__.net.M}
   */
  public static byte[] archive(String methods) {
    String code =
        """
        class M(Module):
          __parameters__ = []
          __buffers__ = []
          training : bool
        """
            + methods;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      put(zip, "data.pkl", OBJECT);
      put(zip, "code/__torch__/net.py", code);
      put(zip, "constants.pkl", EMPTY_TUPLE);
      put(zip, "version", VERSION + "\n");
      put(zip, "byteorder", "little");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** PyTorch wants entries stored, not deflated. */
  private static void put(ZipOutputStream zip, String name, String latin) throws IOException {
    byte[] bytes = latin.getBytes(StandardCharsets.ISO_8859_1);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    ZipEntry entry = new ZipEntry("net/" + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }
}
