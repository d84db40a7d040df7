/**
 * Takes tile tasks from a shared work queue, runs the engine on them, publishes deltas and
 * statistics. Keeps no state: killing a worker loses nothing but the time it had spent.
 */
package io.oneiros.worker;
