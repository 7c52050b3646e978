package io.staylog.banksimulator.bank;

import org.jspecify.annotations.Nullable;

/** What a call asks the bank to do. */
public sealed interface Instruction {

    /** Which operation this is. */
    Operation operation();

    /** The payment that it is about, null while there is none. */
    @Nullable
    String pspReference();

    /** Reserve an amount on a card; with {@code capture} take it in the same breath. Zero only verifies the card. */
    record Authorize(long amountMinor, String currency, Token token, boolean capture, String initiator)
            implements Instruction {
        @Override
        public Operation operation() {
            return Operation.AUTHORIZE;
        }

        @Override
        public @Nullable String pspReference() {
            return null;
        }
    }

    /** Take some or all of what is reserved; a final one lets go of the rest. */
    record Capture(String pspReference, long amountMinor, boolean isFinal) implements Instruction {
        @Override
        public Operation operation() {
            return Operation.CAPTURE;
        }
    }

    /** Let go of what is reserved. */
    record VoidPayment(String pspReference) implements Instruction {
        @Override
        public Operation operation() {
            return Operation.VOID;
        }
    }

    /** Give back some or all of what was taken. */
    record Refund(String pspReference, long amountMinor) implements Instruction {
        @Override
        public Operation operation() {
            return Operation.REFUND;
        }
    }

    /** Reserve another total. */
    record Adjust(String pspReference, long amountMinor) implements Instruction {
        @Override
        public Operation operation() {
            return Operation.ADJUST;
        }
    }
}
