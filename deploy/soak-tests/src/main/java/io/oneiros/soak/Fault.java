package io.oneiros.soak;

/** Something done to a house while it dreams. */
@FunctionalInterface
public interface Fault {
  /**
   * Returns once it is over, the house whole again or able to mend itself.
   *
   * @throws BrokenPromiseException if what the house does about it is not what was promised
   */
  void strike(Stage stage) throws Exception;

  default Fault then(Fault next) {
    return stage -> {
      strike(stage);
      next.strike(stage);
    };
  }

  /** So many times, each once dreams have gone on after the time before. */
  default Fault times(int number) {
    return stage -> {
      for (int i = 0; i < number; i++) {
        strike(stage);
        stage.awaitProgress(3);
      }
    };
  }
}
