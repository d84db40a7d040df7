/**
 * Photos that are dropped into the bucket: the bucket tells of them, and their dreams come beside
 * them.
 */
package io.oneiros.gateway.drops;
