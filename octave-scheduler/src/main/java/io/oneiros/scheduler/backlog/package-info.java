/**
 * Which tile goes out next, and to whom: tiles wait here and not in a queue, so that who comes
 * later need not wait for all that came before. Knows nothing of Kafka; kept in memory and told
 * anew from the dreams' states after a restart.
 */
package io.oneiros.scheduler.backlog;
