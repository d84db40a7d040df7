/** What a whole system costs: {@code deploy/bench}. */
package io.oneiros.soak.bench;
