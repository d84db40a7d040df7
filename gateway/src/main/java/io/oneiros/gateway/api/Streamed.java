package io.oneiros.gateway.api;

import java.io.InputStream;

/**
 * The body of an answer that is read only as its reader takes it, a block at a time.
 *
 * @param content closed by {@link StreamedWriter}
 * @param length bytes of it
 */
record Streamed(InputStream content, long length) {}
