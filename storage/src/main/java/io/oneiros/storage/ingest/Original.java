package io.oneiros.storage.ingest;

import io.oneiros.contract.Size;
import io.oneiros.storage.region.Rows;

/** A picture that octaves are made from. */
interface Original {
  Size size();

  /** The picture row by row, values 0..1; each is for one reader, which goes from top to bottom. */
  Rows rows();
}
