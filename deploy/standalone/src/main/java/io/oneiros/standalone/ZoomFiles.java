package io.oneiros.standalone;

import io.oneiros.contract.DeepZoom;
import io.oneiros.contract.DreamSnapshot;
import io.oneiros.contract.Size;
import io.oneiros.standalone.client.GatewayClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The deep-zoom tiles beside a picture: {@code OUT.dzi} and the folder {@code OUT_files}, as
 * viewers expect them. The descriptor is written last: where it is, all tiles are.
 */
record ZoomFiles(Path descriptor, Path folder) {
  static ZoomFiles beside(Path picture) {
    String name = picture.getFileName().toString();
    String stem = name.substring(0, name.lastIndexOf('.'));
    return new ZoomFiles(
        picture.resolveSibling(stem + ".dzi"), picture.resolveSibling(stem + "_files"));
  }

  void fetch(GatewayClient gateway, DreamSnapshot dream) throws IOException {
    Files.deleteIfExists(descriptor);
    Size picture = dream.dreamed();
    for (int level = 0; level <= DeepZoom.levels(picture); level++) {
      Path place = Files.createDirectories(folder.resolve(Integer.toString(level)));
      for (int row = 0; DeepZoom.has(picture, level, 0, row); row++) {
        for (int column = 0; DeepZoom.has(picture, level, column, row); column++) {
          Path tile = place.resolve(column + "_" + row + ".png");
          gateway.zoomTile(dream.id(), level, column, row, tile);
        }
      }
    }
    gateway.zoom(dream.id(), descriptor);
  }
}
