/** Reads TensorFlow Lite files (FlatBuffers) into {@link io.oneiros.engine.graph.Graph}s. */
package io.oneiros.engine.tflite;
