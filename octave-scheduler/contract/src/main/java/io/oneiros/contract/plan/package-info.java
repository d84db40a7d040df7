/** How an octave is cut into rounds, tiles and regions: pure functions of recipe and size alone. */
package io.oneiros.contract.plan;
