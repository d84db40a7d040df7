package io.oneiros.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;

/** Every topic of the system; docs/architecture.md says who writes and who reads. */
public final class Topics {
  public static final String REQUESTS_NAME = "dream.requests";

  /** What the names of the tiles' topics begin with: {@link #tiles}. */
  public static final String TILES_NAME = "dream.tiles";

  public static final String STORAGE_NAME = "dream.storage";
  public static final String RESULTS_NAME = "dream.results";
  public static final String JOBS_NAME = "dream.jobs";
  public static final String EVENTS_NAME = "dream.events";
  public static final String DEAD_LETTERS_NAME = "dream.dead-letters";

  /** Notifications of an S3 bucket, as S3 words them, of photos that were dropped into it. */
  public static final String DROPS_NAME = "dream.drops";

  /** Key: dream id. */
  public static final Topic<Request> REQUESTS = new Topic<>(REQUESTS_NAME, Request.class, false);

  /** Key: task id. */
  public static final Topic<StorageTask> STORAGE =
      new Topic<>(STORAGE_NAME, StorageTask.class, false);

  /** Key: dream id; heartbeats, under their sender's name, go to every partition. */
  public static final Topic<Result> RESULTS = new Topic<>(RESULTS_NAME, Result.class, false);

  /** Key: dream id. */
  public static final Topic<DreamSnapshot> JOBS = new Topic<>(JOBS_NAME, DreamSnapshot.class, true);

  /** Key: dream id. */
  public static final Topic<DreamEvent> EVENTS = new Topic<>(EVENTS_NAME, DreamEvent.class, false);

  /** Key: task id. */
  public static final Topic<DeadLetter> DEAD_LETTERS =
      new Topic<>(DEAD_LETTERS_NAME, DeadLetter.class, false);

  /** Key: the bucket's and the object's. Nothing of ours writes it. */
  public static final Topic<JsonNode> DROPS = new Topic<>(DROPS_NAME, JsonNode.class, false);

  /** Those that are there before any worker is; the tiles' are made by workers. */
  public static final List<Topic<?>> ALL =
      List.of(REQUESTS, STORAGE, RESULTS, JOBS, EVENTS, DEAD_LETTERS, DROPS);

  /** The share group that workers take tiles with. */
  public static final String WORKERS = "dream-workers";

  /** A kind of device, such as {@code cpu-amd-epyc-26-2-avx512-bf16-bfloat16}. */
  private static final Pattern KIND = Pattern.compile("[a-z0-9][a-z0-9-]{0,99}");

  private Topics() {}

  /** Whether this may name a kind of device: 1 to 100 of a-z, 0-9 and hyphens, no hyphen first. */
  public static boolean isKind(String kind) {
    return kind != null && KIND.matcher(kind).matches();
  }

  /**
   * The tiles for the workers of one kind. Key: task id. A work queue: read by the share group
   * {@link #WORKERS}; one partition.
   *
   * @throws IllegalArgumentException unless {@link #isKind}
   */
  public static Topic<TileTask> tiles(String kind) {
    if (!isKind(kind)) {
      throw new IllegalArgumentException("not a kind of device: " + kind);
    }
    return new Topic<>(TILES_NAME + "." + kind, TileTask.class, false);
  }
}
