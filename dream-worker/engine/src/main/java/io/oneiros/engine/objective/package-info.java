/** What a dream makes larger: objectives on a network's activations. */
package io.oneiros.engine.objective;
