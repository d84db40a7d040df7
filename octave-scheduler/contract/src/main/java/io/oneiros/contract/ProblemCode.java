package io.oneiros.contract;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * The stable codes of everything that can be wrong with a dream or a network. A code, once
 * published, stays; more may come, and who reads one that it does not know takes it for {@link
 * #INTERNAL}.
 */
public enum ProblemCode {
  NOT_A_PICTURE("The upload is not a picture that can be read"),
  TOO_MANY_PIXELS("The picture has too many pixels"),
  TOO_MANY_BYTES("The upload is too large"),
  INVALID_SPEC("The spec cannot be read"),
  INVALID_MESSAGE("A message that cannot be read"),
  UNKNOWN_MODEL("No such model"),
  UNKNOWN_LAYER("The model has no such layer"),
  NOT_A_NETWORK("The upload is not a network that can be read"),
  MODEL_ID_TAKEN("Another network has the network's id"),
  TOO_MANY_MODELS("No more networks are kept"),
  INVALID_INPUT("The preprocessing cannot be read"),
  MODEL_UNAVAILABLE("The model's file is missing or altered"),
  LAYERS_OUT_OF_RANGE("Too many layers, or a weight that is not a finite number but 0"),
  CHANNELS_OUT_OF_RANGE("A channel that the layer has not, or that is named twice"),
  OCTAVES_OUT_OF_RANGE("octaves out of range"),
  OCTAVE_SCALE_OUT_OF_RANGE("octaveScale out of range"),
  ITERATIONS_OUT_OF_RANGE("iterations out of range"),
  STEP_OUT_OF_RANGE("step out of range"),
  JITTER_OUT_OF_RANGE("jitter out of range"),
  TILE_OUT_OF_RANGE("tile out of range"),
  HALO_OUT_OF_RANGE("halo out of range"),
  OPTION_OUT_OF_RANGE("An option out of range"),
  WRONG_NETWORK_KIND(
      "A generator where a network is wanted that looks at pictures, or the other way round"),
  UNKNOWN_PRESET("No such preset"),
  UNKNOWN_CLASS("The model has no such class"),
  WHOLE_PICTURE_NEEDED("What is asked for needs the whole picture in one tile"),
  BATCH_NEEDED("What is asked for compares several pictures"),
  GUIDE_TOO_SMALL("The guide is too small for a layer"),
  PICTURE_MISSING("What is asked for needs another picture"),
  SMALLEST_OCTAVE_TOO_SMALL("A layer does not fit the smallest octave"),
  NO_GRADIENT("The layers do not respond to the picture"),
  NOT_ENOUGH_MEMORY("A tile needs more memory than a worker has"),
  NO_WORKER("No worker of the kind that the dream stays on"),
  NO_STORAGE("No instance of storage"),
  TILE_FAILED("A tile failed too often"),
  STORAGE_FAILED("A storage task failed too often"),
  UNKNOWN_DREAM("No such dream"),
  NO_DEEP_ZOOM("The dream has no such tile"),
  NO_PREVIEW("The dream has no such preview"),
  NOT_FINISHED("The dream has no picture yet"),
  DREAM_FAILED("The dream failed and has no picture"),
  DREAM_CANCELLED("The dream was cancelled and has no picture"),
  DELETING("The dream is being deleted"),
  UNKNOWN_DEAD_LETTER("No such dead letter"),
  NOT_REPLAYABLE("The dead letter cannot be replayed"),
  NOT_RETRYABLE("The dream cannot be dreamed again"),
  UPLOAD_GONE("An upload of the dream is not there any more"),
  TOO_MANY_OPEN_DREAMS("As many dreams are open as may be"),
  TOO_MUCH_OPEN_WORK("As much work is open as may be"),
  TOO_MANY_UPLOADS("As many uploads are being read as may be"),
  TOO_MANY_EVENTS("As many events are in hand as may be"),
  UNAVAILABLE("A part of the system cannot be reached"),
  @JsonEnumDefaultValue
  INTERNAL("An error of ours");

  private final String title;

  ProblemCode(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }

  /** The stable code as it is written: lower case, hyphens. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The problem's type URI (RFC 9457). */
  public String type() {
    return "urn:oneiros:problem:" + code();
  }

  /**
   * @throws IllegalArgumentException if there is none that is written so
   */
  public static ProblemCode of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
