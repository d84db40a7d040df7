/**
 * What {@link io.oneiros.contract.SpecCheck} checks specs by, the same wherever it does: facts
 * about networks, which the engine has, and limits, as they are set.
 */
package io.oneiros.catalog;
