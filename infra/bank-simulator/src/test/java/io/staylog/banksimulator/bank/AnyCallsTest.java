package io.staylog.banksimulator.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Thousands of random calls; {@code -Dseed=} runs one of them again. */
class AnyCallsTest {
    private static final int RUNS = 200;
    private static final int CALLS = 300;
    private static final int KEYS = 60;
    private static final Instant START = Instant.parse("2026-07-01T10:00:00Z");
    private static final String KINDS = "reset+timeout_before+timeout_after+duplicate+out_of_order+early+key_forgotten";
    private static final Set<String> FORGETTING = Set.of("key_forgotten", "key_expired");
    private static final Terms TERMS =
            new Terms(Terms.Telling.ALL, Duration.ofHours(2), FaultScript.parse("seed=1,rate=0.2,kinds=" + KINDS));
    private static final List<String> TOKENS = List.of(
            "tok_ok",
            "tok_5xx_2",
            "tok_cvc",
            "tok_slow_1",
            "tok_timeout_then_approved",
            "tok_timeout_never_executed_1",
            "tok_unknown_forever",
            "tok_auth_expires_1",
            "tok_capture_fails",
            "tok_refund_5xx_1",
            "tok_void_slow_5",
            "tok_decline_issuer_unavailable_2",
            "tok_3ds_ok_60000",
            "tok_3ds_abandon_60000",
            "tok_refund_pending_600000",
            "tok_refund_fails_later_60000",
            "tok_capture_fails_later_600000",
            "tok_adjust_fails",
            "tok_dispute_won_600000",
            "tok_dispute_lost");

    @Test
    void whatever_is_called_money_adds_up_keys_move_it_once_and_the_ledger_tells_it_all() {
        long seed = Long.getLong("seed", System.nanoTime());
        int runs = System.getProperty("seed") == null ? RUNS : 1;
        for (int run = 0; run < runs; run++) {
            check(seed + run);
        }
    }

    private static void check(long seed) {
        var random = new Random(seed);
        var state = new BankState();
        var ledger = new ArrayList<LedgerEntry>();
        for (int i = 0; i < CALLS; i++) {
            var call = call(random, ledger);
            var now = START.plus(Duration.ofMinutes(i));
            take(state, ledger, LaterRules.due(state, TERMS, now));
            take(state, ledger, entries(state, call, now));
        }
        var why = "-Dseed=" + seed;
        assertThat(ledger).as(why).extracting(LedgerEntry::seq).isSorted().doesNotHaveDuplicates();
        assertMoneyAddsUp(ledger, why);
        assertOneExecutionPerKey(ledger, why);
        assertSameAfterReplay(state, ledger, why);
    }

    private static void take(BankState state, List<LedgerEntry> ledger, List<LedgerEntry> entries) {
        for (var entry : entries) {
            state.evolve(entry);
            ledger.add(entry);
        }
    }

    private static List<LedgerEntry> entries(BankState state, BankCall call, Instant now) {
        var arrival = Arrival.of(state, call, TERMS.faults());
        return switch (BankRules.decide(state, arrival, TERMS, now)) {
            case Step.Decided it -> it.entries();
            case Step.Later _ -> BankRules.execute(state, arrival, TERMS, now).entries();
        };
    }

    private static BankCall call(Random random, List<LedgerEntry> ledger) {
        var payments = ledger.stream()
                .filter(it -> it instanceof LedgerEntry.Moved moved && moved.effect() == LedgerEntry.Effect.AUTHORIZED)
                .map(it -> it.subject().pspReference())
                .toList();
        var key = "key-" + random.nextInt(KEYS);
        var payment = payments.isEmpty() || random.nextInt(20) == 0
                ? "psp_none"
                : payments.get(random.nextInt(payments.size()));
        long amount = 1 + random.nextInt(4);
        var token = Token.of(TOKENS.get(random.nextInt(TOKENS.size()))).orElseThrow();
        var instruction = switch (random.nextInt(7)) {
            case 0, 1 -> new Instruction.Authorize(amount, "EUR", token, random.nextInt(4) == 0, "CIT");
            case 2, 3 -> new Instruction.Capture(payment, amount, random.nextInt(4) == 0);
            case 4 -> new Instruction.VoidPayment(payment);
            case 5 -> new Instruction.Adjust(payment, amount);
            default -> new Instruction.Refund(payment, amount);
        };
        // Few bodies per key, so that repeats and reuse both happen.
        return BankCall.of(key, key + ":" + random.nextInt(2), "rio", instruction);
    }

    private static void assertMoneyAddsUp(List<LedgerEntry> ledger, String why) {
        Map<String, Payment> payments = new HashMap<>();
        for (var entry : ledger) {
            if (entry instanceof LedgerEntry.Moved moved) {
                var subject = moved.subject();
                var payment = payments.compute(
                        String.valueOf(subject.pspReference()),
                        (reference, it) -> it == null
                                ? Payment.authorized(subject, reference, moved.amountMinor(), START)
                                : it.evolve(moved));
                assertThat(payment.capturedMinor()).as(why).isLessThanOrEqualTo(payment.authorizedMinor());
                assertThat(payment.openMinor()).as(why).isNotNegative();
                assertThat(payment.refundedMinor()).as(why).isLessThanOrEqualTo(payment.capturedMinor());
                assertThat(payment.voided() && payment.capturedMinor() > 0)
                        .as(why)
                        .isFalse();
            }
        }
    }

    private static void assertOneExecutionPerKey(List<LedgerEntry> ledger, String why) {
        var approvedKeys = new HashSet<String>();
        for (var entry : ledger) {
            if (entry instanceof LedgerEntry.Called call) {
                var key = call.subject().key();
                if (FORGETTING.contains(call.fault())) {
                    approvedKeys.remove(key);
                }
                boolean approved = call.outcome().result() == LedgerEntry.Result.APPROVED;
                assertThat(approved && !approvedKeys.add(key))
                        .as(why + " " + key)
                        .isFalse();
            }
        }
    }

    private static void assertSameAfterReplay(BankState state, List<LedgerEntry> ledger, String why) {
        var replayed = new BankState();
        ledger.forEach(replayed::evolve);
        assertThat(replayed.totals()).as(why).isEqualTo(state.totals());
        var end = START.plus(Duration.ofMinutes(CALLS));
        assertThat(LaterRules.due(replayed, TERMS, end)).as(why).isEqualTo(LaterRules.due(state, TERMS, end));
        assertThat(replayed.nextDue()).as(why).isEqualTo(state.nextDue());
        for (var entry : ledger) {
            var subject = entry.subject();
            assertThat(replayed.payment(subject.pspReference()))
                    .as(why)
                    .isEqualTo(state.payment(subject.pspReference()));
            assertThat(replayed.lookUp("rio", subject.merchantReference(), _ -> true))
                    .as(why)
                    .isEqualTo(state.lookUp("rio", subject.merchantReference(), _ -> true));
            assertThat(state.lookUp("oslo", subject.merchantReference(), _ -> true))
                    .as(why)
                    .isInstanceOf(Lookup.NotFound.class);
        }
    }
}
