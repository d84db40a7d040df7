/** What is wrong, as RFC 9457 problem documents: every error of the gateway leaves through here. */
package io.oneiros.gateway.problem;
