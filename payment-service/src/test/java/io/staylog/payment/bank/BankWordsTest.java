package io.staylog.payment.bank;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.payment.domain.BankAnswer.Approved;
import io.staylog.payment.domain.BankAnswer.Card;
import io.staylog.payment.domain.BankAnswer.Declined;
import io.staylog.payment.domain.BankAnswer.NotExecuted;
import io.staylog.payment.domain.BankAnswer.NotFound;
import io.staylog.payment.domain.BankAnswer.NotTaken;
import io.staylog.payment.domain.BankAnswer.OutcomeUnknown;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BankWordsTest {
    private static final String PAN = "4242 4242 4242 4242";

    @ParameterizedTest
    @CsvSource({
        "lost_card, lost_card",
        "05, 05",
        "'', generic_decline",
        "Do Not Honor, generic_decline",
        "lost-card, generic_decline",
        "<script>, generic_decline",
        "4242424242424242, generic_decline"
    })
    void a_decline_code_is_one_or_it_is_generic(String said, String kept) {
        assertThat(BankWords.checked(new Declined(said))).isEqualTo(new Declined(kept));
    }

    @Test
    void a_code_of_any_length_is_not_kept() {
        assertThat(BankWords.code("a".repeat(64))).hasSize(64);
        assertThat(BankWords.code("a".repeat(65))).isEqualTo("generic_decline");
    }

    @Test
    void what_a_card_tells_of_itself_is_kept_where_it_looks_like_that() {
        var good = new Approved(1, "psp", new Card("A1", Instant.EPOCH, "visa", "4242"));
        var bad = new Approved(1, "psp", new Card(PAN, Instant.EPOCH, "4242424242424242", "42424242"));
        assertThat(BankWords.checked(good)).isEqualTo(good);
        assertThat(BankWords.checked(bad)).isEqualTo(new Approved(1, "psp", new Card("", Instant.EPOCH, "", "")));
    }

    @Test
    void no_message_holds_a_card_number_or_more_than_a_line() {
        var unknown = (OutcomeUnknown) BankWords.checked(new OutcomeUnknown("card " + PAN + " failed"));
        assertThat(unknown.message()).doesNotContain("4242");
        var lines = (NotExecuted) BankWords.checked(new NotExecuted("one\ntwo" + "x".repeat(1_000)));
        assertThat(lines.message()).startsWith("one two").hasSize(300);
        assertThat(BankWords.checked(new NotTaken("Bad", PAN)))
                .isEqualTo(new NotTaken(
                        "generic_decline", "what the bank said is left out, because it looks like a card number"));
        assertThat(BankWords.checked(new NotFound())).isEqualTo(new NotFound());
    }
}
