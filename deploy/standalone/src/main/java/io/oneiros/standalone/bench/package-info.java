/** {@code deploy/bench}: how fast this machine dreams, in ratios to what others would do on it. */
package io.oneiros.standalone.bench;
