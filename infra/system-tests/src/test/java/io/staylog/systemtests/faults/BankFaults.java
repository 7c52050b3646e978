package io.staylog.systemtests.faults;

import io.staylog.local.Part;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

/** What goes wrong with the bank. Its own operator's doors are used, which no proxy stands before. */
final class BankFaults {
    private static final String BANK = Part.BANK.id();
    private static final int PATIENCE_S = 90;

    private BankFaults() {}

    /** A bank that was killed may still be starting. */
    private static void untilDone(Door bank, String path) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(PATIENCE_S))
                .ignoreExceptionsMatching(it -> it instanceof IOException)
                .until(() -> bank.done("DELETE", path, null).status() / 100 == 2);
    }

    /** It is slow, loses calls and answers, and tells things twice or in another order. */
    record Disturb(Door bank, long seed, double rate) implements Fault {
        @Override
        public String kind() {
            return "bank disturbs";
        }

        @Override
        public String what() {
            return BANK;
        }

        @Override
        public void begin() throws Exception {
            bank.done("PUT", "/v1/faults", Map.of("seed", seed, "rate", rate));
        }

        @Override
        public void heal() {
            untilDone(bank, "/v1/faults");
        }
    }

    /** It is away, and its callers notice in one of three ways. */
    record Outage(Door bank, String how) implements Fault {
        @Override
        public String kind() {
            return "bank away: " + how;
        }

        @Override
        public String what() {
            return BANK;
        }

        @Override
        public void begin() throws Exception {
            bank.done("PUT", "/v1/outage", Map.of("kind", how));
        }

        @Override
        public void heal() {
            untilDone(bank, "/v1/outage");
        }
    }

    /** It forgets under which keys it has done what. */
    record Forget(Door bank) implements Fault {
        @Override
        public String kind() {
            return "bank forgets keys";
        }

        @Override
        public String what() {
            return BANK;
        }

        @Override
        public void begin() throws Exception {
            bank.done("POST", "/v1/keys/forget", null);
        }

        @Override
        public void heal() {
            // What is forgotten is forgotten.
        }
    }
}
