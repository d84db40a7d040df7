/**
 * Writes a graph's forward pass and its gradient as TorchScript, which reaches what DJL does not
 * bind: convolutions fused with their ReLU, no record for automatic differentiation. Text only, no
 * DJL here; {@code torch} runs it.
 */
package io.oneiros.engine.script;
