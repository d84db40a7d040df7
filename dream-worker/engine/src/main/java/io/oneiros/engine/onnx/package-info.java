/**
 * Opens ONNX files (onnx.ai, IR 3 to 11, opsets 7 to 21): one picture in, the operations of image
 * classifiers. Each operation of the file becomes operations of the {@code graph} package, whatever
 * order of axes the file keeps its values in.
 */
package io.oneiros.engine.onnx;
