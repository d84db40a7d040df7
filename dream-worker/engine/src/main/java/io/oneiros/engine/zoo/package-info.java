/**
 * Networks by name: where their files come from, that they are the right ones, and what their
 * layers are called. No DJL here, so that services which only ask about layers load no native
 * library.
 */
package io.oneiros.engine.zoo;
