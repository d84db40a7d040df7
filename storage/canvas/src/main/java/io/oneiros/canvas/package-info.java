/**
 * The picture at rest: an S3 object store, and in it canvases, Zarr v3 arrays that are read and
 * written region by region, so that nobody ever holds a whole large picture.
 */
package io.oneiros.canvas;
