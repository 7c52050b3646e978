/**
 * A bank over HTTP that keeps its own ledger and fails on request.
 *
 * <p>The ledger is the bank's truth: what Staylog believes about money is compared with it. The protocol is described
 * in {@code protocol.md} beside this package, which the running program also answers to {@code GET /}.
 *
 * <p>{@code bank} holds the rules and knows only the JDK; {@code ledger} makes every decision durable; {@code http} is
 * the edge.
 */
@NullMarked
package io.staylog.banksimulator;

import org.jspecify.annotations.NullMarked;
