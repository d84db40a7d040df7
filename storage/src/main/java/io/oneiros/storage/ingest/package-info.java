/** From an upload, which may be anything, to the canvases of its octaves. */
package io.oneiros.storage.ingest;
