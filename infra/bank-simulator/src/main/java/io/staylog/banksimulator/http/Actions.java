package io.staylog.banksimulator.http;

import io.staylog.banksimulator.ledger.DurableBank;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Where a guest proves to his bank who he is: a page with two buttons, or a POST for tests. */
final class Actions {
    private final DurableBank bank;
    private final Answers answers;

    Actions(DurableBank bank, Answers answers) {
        this.bank = bank;
        this.answers = answers;
    }

    /** The page; what it is about is in the bank's own reference, which holds nothing to escape. */
    Answer show(String pspReference) {
        return Answer.Stream.of("text/html; charset=utf-8", """
            <!doctype html>
            <html lang="en"><meta charset="utf-8"><title>Bank simulator</title>
            <h1>Is it you?</h1>
            <p>A hotel asks for a payment by your card (%s).</p>
            <form method="post">
            <button name="result" value="ok">Yes, pay</button>
            <button name="result" value="fail">No</button>
            </form></html>
            """.formatted(pspReference));
    }

    Answer act(Request request, String pspReference) throws IOException {
        var form = new String(request.form(), StandardCharsets.UTF_8);
        var result = request.query("result")
                .or(() -> Request.parameter(form, "result"))
                .filter(it -> it.equals("ok") || it.equals("fail"))
                .orElseThrow(() -> BadCallException.field("result", "Must be ok or fail, in the form or the query."));
        return bank.act(pspReference, result.equals("ok"))
                ? answers.acted(pspReference, result)
                : answers.error(409, "no_action_open", null, "The bank does not wait for this guest (any more).");
    }
}
