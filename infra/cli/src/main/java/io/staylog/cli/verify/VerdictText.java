package io.staylog.cli.verify;

import io.staylog.checker.rules.Invariant;
import io.staylog.checker.rules.Verdict;
import io.staylog.cli.terminal.Json;
import io.staylog.cli.terminal.Output;
import java.util.Arrays;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A verdict as JSON, and as tables with a sentence at the end. */
final class VerdictText {
    private VerdictText() {}

    static void print(Verdict verdict, Output output) {
        output.print(json(verdict));
        if (!output.json()) {
            System.out.println("\n" + sentence(verdict));
        }
    }

    private static ObjectNode json(Verdict verdict) {
        var json = Json.object().put("good", verdict.isGood()).put("settled", verdict.isSettled());
        invariants(verdict, json.putArray("invariants"));
        findings(verdict, json.putArray("findings"));
        money(verdict, json.putArray("money"));
        var disturbed = json.putObject("disturbedCalls");
        verdict.disturbed().forEach(disturbed::put);
        var list = json.putArray("attentionList");
        verdict.attentionList().forEach(list::add);
        var waiting = json.putObject("waitingFor");
        verdict.waiting().forEach(waiting::put);
        var passed = json.putObject("passedOver");
        verdict.passedOver().forEach(passed::put);
        var figures = json.putObject("figures");
        figures(verdict.counts(), figures);
        survival(verdict, figures);
        return json;
    }

    private static void invariants(Verdict verdict, ArrayNode rows) {
        for (var invariant : Invariant.values()) {
            long looks = verdict.findings().looks(invariant);
            long broken = verdict.findings().count(invariant);
            var first = verdict.findings().earliest(invariant).stream().findFirst();
            rows.addObject()
                    .put("id", invariant.name())
                    .put("state", broken > 0 ? "FAIL" : looks > 0 ? "pass" : "nothing to see")
                    .put("looks", looks)
                    .put("broken", broken)
                    .put("first", first.map(it -> it.at().toString()).orElse(""))
                    .put("says", invariant.says());
        }
    }

    private static void findings(Verdict verdict, ArrayNode rows) {
        for (var invariant : Invariant.values()) {
            verdict.findings()
                    .earliest(invariant)
                    .forEach(finding -> rows.addObject()
                            .put("id", invariant.name())
                            .put("at", finding.at().toString())
                            .put("message", finding.message()));
        }
    }

    private static void money(Verdict verdict, ArrayNode rows) {
        verdict.money()
                .forEach(row -> rows.addObject()
                        .put("currency", row.currency())
                        .put("same", row.isSame())
                        .put("bankCaptured", row.bankCaptured())
                        .put("booksCaptured", row.booksCaptured())
                        .put("bankRefunded", row.bankRefunded())
                        .put("booksRefunded", row.booksRefunded())
                        .put("bankDisputed", row.bankDisputed())
                        .put("booksDisputed", row.booksDisputed())
                        .put("bankNet", row.bankNet())
                        .put("booksNet", row.booksNet())
                        .put("receivable", row.receivable())
                        .put("liability", row.liability()));
    }

    private static void figures(Verdict.Counts counts, ObjectNode json) {
        json.put("records", counts.records())
                .put("bookings", counts.bookings())
                .put("payments", counts.payments())
                .put("bankCalls", counts.bankCalls())
                .put("unansweredCalls", counts.unanswered())
                .put("repeatedCalls", counts.repeated())
                .put("effects", counts.effects())
                .put("doubleCharges", counts.doubleCharges())
                .put("orphanCharges", counts.orphanCharges())
                .put("unknownAndNotOnTheList", counts.adrift())
                .put("onTheAttentionList", counts.onTheList())
                .put("deadLetters", counts.deadLetters())
                .put("unreadable", counts.unreadable());
    }

    private static void survival(Verdict verdict, ObjectNode json) {
        var history = verdict.history();
        json.put("invoked", history.invoked())
                .put("acknowledged", history.acknowledged())
                .put("failed", history.failed())
                .put("outcomeUnknown", history.unknown())
                .put("shown", history.shown());
        var figures = verdict.figures();
        json.put("lost", figures.lost())
                .put("doubled", figures.doubled())
                .put("undead", figures.undead())
                .put("illegalTransitions", figures.illegal())
                .put("stuck", figures.stuck())
                .put("deadLettersAccounted", figures.lettersAccounted())
                .put("neverCommitted", figures.aborted())
                .put("notReadByGroups", figures.behind())
                .put("openTransactions", figures.openTransactions())
                .put("roomNights", figures.roomNights())
                .put("oversoldRoomNights", figures.oversold())
                .put("admittedRoomNights", figures.admitted())
                .put("walkedGuests", figures.walked())
                .put("soldOutNights", figures.soldOut())
                .put("soldOutRefusals", figures.refused());
    }

    private static String sentence(Verdict verdict) {
        long broken = Arrays.stream(Invariant.values())
                .filter(it -> verdict.findings().count(it) > 0)
                .count();
        var counts = verdict.counts();
        return broken == 0
                ? ("Everything holds: %,d bookings, %,d room nights, 0 oversold with %,d nights sold out; %,d payments, %,d bank"
                                + " calls, %,d movements of money, 0 double charges, 0 orphan charges.")
                        .formatted(
                                counts.bookings(),
                                verdict.figures().roomNights(),
                                verdict.figures().soldOut(),
                                counts.payments(),
                                counts.bankCalls(),
                                counts.effects())
                : broken + " of " + Invariant.values().length
                        + " invariants do not hold; `staylog events tail` shows the records that are named above.";
    }
}
