package io.staylog.systemtests.faults;

import java.util.Map;

/** What goes wrong with the bank. Its own operator's doors are used, which no proxy stands before. */
final class BankFaults {
    private BankFaults() {}

    /** It is slow, loses calls and answers, and tells things twice or in another order. */
    record Disturb(Door bank, long seed, double rate) implements Fault {
        @Override
        public String kind() {
            return "bank disturbs";
        }

        @Override
        public String what() {
            return "bank calls";
        }

        @Override
        public void begin() throws Exception {
            bank.done("PUT", "/v1/faults", Map.of("seed", seed, "rate", rate));
        }

        @Override
        public void heal() throws Exception {
            bank.done("DELETE", "/v1/faults", null);
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
            return "bank door";
        }

        @Override
        public void begin() throws Exception {
            bank.done("PUT", "/v1/outage", Map.of("kind", how));
        }

        @Override
        public void heal() throws Exception {
            bank.done("DELETE", "/v1/outage", null);
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
            return "bank keys";
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
