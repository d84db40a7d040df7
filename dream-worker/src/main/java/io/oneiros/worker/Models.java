package io.oneiros.worker;

import io.oneiros.contract.ProblemCode;
import io.oneiros.contract.ProblemException;
import io.oneiros.engine.zoo.ModelException;
import io.oneiros.engine.zoo.Network;
import io.oneiros.engine.zoo.Progress;
import io.oneiros.engine.zoo.Zoo;

/** Opens networks for a lane, and pulls one that is not there if it may. */
record Models(Zoo zoo, boolean pull) {

  /**
   * @throws ProblemException {@code unknown-model} or {@code model-unavailable}, saying what to do
   */
  Network open(String id) {
    try {
      return zoo.open(id);
    } catch (ModelException e) {
      if (pull && e.code() == ModelException.Code.MODEL_UNAVAILABLE) {
        return pulled(id);
      }
      throw problem(e);
    }
  }

  private Network pulled(String id) {
    try {
      zoo.pull(id, Progress.NONE);
      return zoo.open(id);
    } catch (ModelException e) {
      throw problem(e);
    }
  }

  private static ProblemException problem(ModelException e) {
    return new ProblemException(ProblemCode.of(e.code().toString()), e.getMessage());
  }
}
