package io.oneiros.gateway.webhook;

/**
 * What a host's last answer says of it, from bad to good, and how many calls it may have for that.
 */
enum Standing {
  /** Did not take the event. */
  FAILING(16, 1),
  /** Takes its time, or has not been asked yet. */
  FAIR(32, 1),
  /** Takes events so soon that waiting for it holds nobody up. */
  PROMPT(64, 4);

  /** Calls of all hosts of this standing and of worse ones; to all there are 64. */
  final int together;

  /** Calls of one host. */
  final int each;

  Standing(int together, int each) {
    this.together = together;
    this.each = each;
  }

  static Standing after(Answer answer) {
    if (!answer.taken()) {
      return FAILING;
    }
    return answer.prompt() ? PROMPT : FAIR;
  }
}
