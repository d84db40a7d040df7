/**
 * A network as its file says: nodes, operations, weights; and pure passes over it. No DJL here, so
 * that services which only ask about layers load no native library.
 */
package io.oneiros.engine.graph;
