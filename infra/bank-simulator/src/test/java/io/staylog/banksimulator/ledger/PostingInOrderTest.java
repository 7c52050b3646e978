package io.staylog.banksimulator.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.banksimulator.bank.BankCall;
import io.staylog.banksimulator.bank.FaultScript;
import io.staylog.banksimulator.bank.Instruction;
import io.staylog.banksimulator.bank.Terms;
import io.staylog.banksimulator.bank.Token;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class PostingInOrderTest {
    private static final int CALLERS = 200;

    @TempDir
    Path data;

    @Test
    void notices_that_reached_the_disk_together_are_posted_in_the_order_of_the_ledger() throws Exception {
        var posted = Collections.synchronizedList(new ArrayList<Long>());
        var terms = new Terms(Terms.Telling.ALL, null, FaultScript.NONE);
        var lines = new LedgerLines(new JsonMapper());
        try (var bank = DurableBank.open(data, lines, terms, Clock.systemUTC(), failure -> {
                    throw new IllegalStateException(failure);
                });
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            bank.postTo((noticed, _) -> {
                posted.add(noticed.seq());
                return CompletableFuture.allOf();
            });
            var calls = new ArrayList<Callable<Object>>();
            for (int i = 0; i < CALLERS; i++) {
                var name = "guest-" + i;
                calls.add(() -> bank.call(BankCall.of(name, name, "rio", authorization())));
            }
            for (var call : threads.invokeAll(calls)) {
                call.get();
            }
        }
        assertThat(posted).hasSize(CALLERS).isSorted();
    }

    private static Instruction authorization() {
        return new Instruction.Authorize(100, "EUR", Token.of("tok_ok").orElseThrow(), false, "CIT");
    }
}
