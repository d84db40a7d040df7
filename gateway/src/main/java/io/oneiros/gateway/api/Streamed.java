package io.oneiros.gateway.api;

import java.io.InputStream;
import java.util.function.Supplier;

/**
 * The body of an answer that is read only as its reader takes it, a block at a time.
 *
 * @param content opened when it is first read and closed by {@link StreamedWriter}: nobody would
 *     close it for a reader who has gone before
 * @param length bytes of it
 */
record Streamed(Supplier<InputStream> content, long length) {}
