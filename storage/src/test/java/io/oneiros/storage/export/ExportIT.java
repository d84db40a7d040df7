package io.oneiros.storage.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifThumbnailDirectory;
import com.drew.metadata.icc.IccDirectory;
import com.drew.metadata.png.PngDirectory;
import io.oneiros.canvas.Planes;
import io.oneiros.contract.ObjectKeys;
import io.oneiros.contract.Result;
import io.oneiros.contract.Size;
import io.oneiros.contract.StorageTask;
import io.oneiros.contract.TaskId;
import io.oneiros.contract.spec.Finish;
import io.oneiros.storage.RealStore;
import io.oneiros.storage.Recipes;
import io.oneiros.storage.ingest.Decoder;
import io.oneiros.storage.ingest.ExifBlocks;
import io.oneiros.storage.ingest.Ingest;
import io.oneiros.storage.ingest.Pictures;
import io.oneiros.storage.region.Blocks;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.nio.ByteOrder;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportIT {
  private static final String DREAM = "exported";
  private static final String INCARNATION = "k1";

  @TempDir static Path home;
  private static RealStore store;

  @BeforeAll
  static void start() {
    store = new RealStore(home);
  }

  @AfterAll
  static void stop() {
    if (store != null) {
      store.close();
    }
  }

  @Test
  void pictureOfNothingIsSrgbAndHasNoExif() throws Exception {
    Planes source = planes(Pictures.gradient(2100, 300, BufferedImage.TYPE_INT_RGB));
    store.put("source/", source);
    store.put("canvas/", inverted(source));
    Result.Exported done = export("canvas/", "source/", null, new Finish(0.5, 0.0, false, false));
    BufferedImage image = image(done);
    double sum = 0;
    for (int y = 0; y < 300; y++) {
      for (int x = 0; x < 2100; x++) {
        for (int c = 0; c < 3; c++) {
          int shown = image.getRGB(x, y) >> 16 - 8 * c & 255;
          assertThat(shown).isBetween(127, 128);
          sum += Math.abs(shown - Math.round(255 * source.get(c, x, y)));
        }
      }
    }
    assertThat(done.change()).isEqualTo(sum / (3 * 2100 * 300), within(1e-9));
    Metadata metadata = metadata(done);
    assertThat(metadata.getFirstDirectoryOfType(ExifIFD0Directory.class)).isNull();
    assertThat(metadata.getDirectoriesOfType(PngDirectory.class))
        .anyMatch(directory -> directory.containsTag(PngDirectory.TAG_SRGB_RENDERING_INTENT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png"})
  void photoInDisplayP3ComesBackInItsColoursWithItsProfile(String format) throws Exception {
    ICC_Profile p3 = Pictures.displayP3();
    byte[] photo = Pictures.withProfile(Pictures.encode(mild(), format), p3);
    Result.Exported done = throughIngest(photo, 0);

    assertThat(done.change()).isZero();
    Raster samples = samples(photo, format);
    Raster shown = image(done).getRaster();
    for (int y = 0; y < samples.getHeight(); y++) {
      for (int x = 0; x < samples.getWidth(); x++) {
        for (int c = 0; c < 3; c++) {
          assertThat(shown.getSample(x, y, c)).isCloseTo(samples.getSample(x, y, c), within(2));
        }
      }
    }
    IccDirectory icc = metadata(done).getFirstDirectoryOfType(IccDirectory.class);
    assertThat(icc.getInteger(IccDirectory.TAG_PROFILE_BYTE_COUNT)).isEqualTo(p3.getData().length);
    assertThat(icc.getString(IccDirectory.TAG_COLOR_SPACE)).isEqualTo("RGB ");
  }

  @Test
  void exifOfThePhotoGoesOnWithoutItsOrientationAndThumbnail() throws Exception {
    byte[] jpeg = Pictures.encode(mild(), "jpeg");
    byte[] exif = ExifBlocks.camera(ByteOrder.LITTLE_ENDIAN, 6);
    Result.Exported done = throughIngest(Pictures.withExif(jpeg, exif), 1);

    assertThat(image(done).getWidth()).as("turned upright").isEqualTo(mild().getHeight());
    Metadata metadata = metadata(done);
    ExifIFD0Directory kept = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
    assertThat(kept.getString(ExifIFD0Directory.TAG_MAKE)).isEqualTo("Camera");
    assertThat(kept.getInteger(ExifIFD0Directory.TAG_ORIENTATION)).isEqualTo(1);
    assertThat(metadata.getFirstDirectoryOfType(ExifThumbnailDirectory.class)).isNull();
  }

  @Test
  void sameCanvasesGiveTheSameBytes() throws Exception {
    byte[] photo = Pictures.withProfile(Pictures.encode(mild(), "jpeg"), Pictures.displayP3());
    assertThat(throughIngest(photo, 0.7).sha256()).isEqualTo(throughIngest(photo, 0.7).sha256());
  }

  /** Its strips are lower than its chunks, and neither divides its height. */
  @Test
  void veryWidePictureIsExportedWhole() throws Exception {
    Size size = new Size(30_000, 301);
    Planes canvas = Planes.of(size.width(), size.height());
    for (int i = 0; i < canvas.values().length; i++) {
      canvas.values()[i] = (i * 31L + i / 30_000 * 7) % 256 / 255f;
    }
    store.put("wide/", canvas);
    Result.Exported done = export("wide/", "wide/", null, new Finish(1.0, 0.0, false, false));
    BufferedImage image = image(done);
    assertThat(new Size(image.getWidth(), image.getHeight())).isEqualTo(size);
    for (int y = 0; y < size.height(); y++) {
      for (int x = 0; x < size.width(); x += 97) {
        int rgb = image.getRGB(x, y);
        for (int c = 0; c < 3; c++) {
          int wanted = Math.round(canvas.get(c, x, y) * 255);
          if ((rgb >> 16 - 8 * c & 255) != wanted) {
            assertThat(rgb >> 16 - 8 * c & 255).as("%s, %s", x, y).isEqualTo(wanted);
          }
        }
      }
    }
  }

  /** Ingests a photo and exports its negative as a dream of that strength. */
  private static Result.Exported throughIngest(byte[] photo, double strength) throws Exception {
    String upload = ObjectKeys.upload(DREAM);
    store.objects().put(upload, photo);
    TaskId id = new TaskId(DREAM, INCARNATION, 0, 0, TaskId.Kind.INGEST, 0, 1);
    new Ingest(
            store.objects(),
            store.canvases(),
            new Decoder(Pictures.atMost(1_000_000)),
            new Blocks())
        .run(new StorageTask.Ingest(id, upload, null, null, Recipes.of("'octaveSides': [200]")));
    String source = ObjectKeys.source(DREAM, INCARNATION, 0);
    store.put("negative/", inverted(store.canvas(source)));
    return export("negative/", source, upload, new Finish(strength, 0.0, false, false));
  }

  private static Result.Exported export(String canvas, String source, String upload, Finish finish)
      throws Exception {
    Size size = store.canvases().size(canvas);
    TaskId id = new TaskId(DREAM, INCARNATION, 0, 0, TaskId.Kind.EXPORT, 0, 1);
    return new Export(store.objects(), store.canvases())
        .run(
            new StorageTask.Export(
                id, canvas, size, ObjectKeys.image(DREAM), source, upload, finish, null));
  }

  private static BufferedImage image(Result.Exported done) throws Exception {
    return ImageIO.read(new ByteArrayInputStream(store.objects().get(done.image())));
  }

  /** What is in the file, converted to nothing. */
  private static Raster samples(byte[] file, String format) throws Exception {
    ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
    reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(file)));
    ImageReadParam param = reader.getDefaultReadParam();
    param.setDestinationType(reader.getRawImageType(0));
    return reader.read(0, param).getRaster();
  }

  private static Metadata metadata(Result.Exported done) throws Exception {
    return ImageMetadataReader.readMetadata(
        new ByteArrayInputStream(store.objects().get(done.image())));
  }

  /** Colours that sRGB has as well, 200 x 120. */
  private static BufferedImage mild() {
    BufferedImage image = Pictures.gradient(200, 120, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 120; y++) {
      for (int x = 0; x < 200; x++) {
        int rgb = image.getRGB(x, y);
        image.setRGB(x, y, 0x505050 + ((rgb >> 2) & 0x3F3F3F));
      }
    }
    return image;
  }

  private static Planes inverted(Planes planes) {
    Planes result = Planes.of(planes.width(), planes.height());
    for (int i = 0; i < result.values().length; i++) {
      result.values()[i] = 1 - planes.values()[i];
    }
    return result;
  }

  private static Planes planes(BufferedImage image) {
    Planes planes = Planes.of(image.getWidth(), image.getHeight());
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < image.getHeight(); y++) {
        for (int x = 0; x < image.getWidth(); x++) {
          planes.values()[planes.index(c, x, y)] = (image.getRGB(x, y) >> 16 - 8 * c & 255) / 255f;
        }
      }
    }
    return planes;
  }
}
