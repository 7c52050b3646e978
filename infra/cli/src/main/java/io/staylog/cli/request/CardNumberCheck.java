package io.staylog.cli.request;

import io.staylog.cli.avro.CardNumbers;
import io.staylog.cli.terminal.Failure;
import org.jspecify.annotations.Nullable;

/** Keeps card numbers out of the log at this door. */
final class CardNumberCheck {
    private CardNumberCheck() {}

    /**
     * Looks at one free text.
     *
     * @throws Failure if it looks like a card number, without repeating it
     */
    static void refuse(String option, @Nullable String value) {
        if (value != null && CardNumbers.isIn(value)) {
            throw Failure.rejected(
                    "sensitive_card_data",
                    option + " looks like a card number; only tokens may enter Staylog, and nothing was sent");
        }
    }
}
