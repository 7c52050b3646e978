package io.staylog.banksimulator.http;

import io.staylog.banksimulator.bank.Dispute;
import io.staylog.banksimulator.ledger.DurableBank;
import java.io.IOException;
import java.util.regex.MatchResult;

/** What a merchant can ask about a dispute, and answer to it. A body says nothing that the bank would weigh. */
final class Disputes {
    private final DurableBank bank;
    private final Answers answers;

    Disputes(DurableBank bank, Answers answers) {
        this.bank = bank;
        this.answers = answers;
    }

    Answer show(String disputeId) {
        return bank.dispute(disputeId).map(it -> answers.of(200, it)).orElseGet(this::notFound);
    }

    /** Saying the same twice changes nothing; saying it too late is refused. */
    Answer answer(Request request, MatchResult path) throws IOException {
        request.form(); // Evidence is read, so that the connection lives on.
        boolean challenged = path.group(2).equals("challenge");
        var wanted = challenged ? Dispute.State.CHALLENGED : Dispute.State.LOST;
        return bank.answer(path.group(1), challenged)
                .map(it -> it.state() == wanted
                        ? answers.of(200, it)
                        : answers.error(
                                409,
                                "dispute_closed",
                                null,
                                "The dispute is %s already."
                                        .formatted(it.state().code())))
                .orElseGet(this::notFound);
    }

    private Answer notFound() {
        return answers.error(404, "dispute_not_found", null, "There is no such dispute.");
    }
}
