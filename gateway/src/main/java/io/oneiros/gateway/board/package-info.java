/** The read model: how every dream stands, as the scheduler last told it. */
package io.oneiros.gateway.board;
