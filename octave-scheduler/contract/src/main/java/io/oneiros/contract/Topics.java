package io.oneiros.contract;

import java.util.List;

/** Every topic of the system; docs/architecture.md says who writes and who reads. */
public final class Topics {
  public static final String REQUESTS_NAME = "dream.requests";
  public static final String TILES_NAME = "dream.tiles";
  public static final String STORAGE_NAME = "dream.storage";
  public static final String RESULTS_NAME = "dream.results";
  public static final String JOBS_NAME = "dream.jobs";
  public static final String EVENTS_NAME = "dream.events";
  public static final String DEAD_LETTERS_NAME = "dream.dead-letters";

  /** Key: dream id. */
  public static final Topic<Request> REQUESTS = new Topic<>(REQUESTS_NAME, Request.class, false);

  /** Key: task id. A work queue: read by the share group {@link #WORKERS}; one partition. */
  public static final Topic<TileTask> TILES = new Topic<>(TILES_NAME, TileTask.class, false);

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

  public static final List<Topic<?>> ALL =
      List.of(REQUESTS, TILES, STORAGE, RESULTS, JOBS, EVENTS, DEAD_LETTERS);

  /** The share group that workers take tiles with. */
  public static final String WORKERS = "dream-workers";

  private Topics() {}
}
