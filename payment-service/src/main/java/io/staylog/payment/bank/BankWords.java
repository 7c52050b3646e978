package io.staylog.payment.bank;

import io.staylog.payment.domain.BankAnswer.ActionRequired;
import io.staylog.payment.domain.BankAnswer.Approved;
import io.staylog.payment.domain.BankAnswer.Card;
import io.staylog.payment.domain.BankAnswer.Declined;
import io.staylog.payment.domain.BankAnswer.NotExecuted;
import io.staylog.payment.domain.BankAnswer.NotFound;
import io.staylog.payment.domain.BankAnswer.NotTaken;
import io.staylog.payment.domain.BankAnswer.OutcomeUnknown;
import io.staylog.payment.domain.BankAnswer.Pending;
import io.staylog.payment.domain.BankAnswer.Said;
import io.staylog.schemas.CardNumbers;
import java.util.regex.Pattern;

/** Lets no text of a bank, whichever it is, onto a log that forgets nothing, before it looks like what it is to be. */
public final class BankWords {
    private static final Pattern CODE = Pattern.compile("[a-z0-9_]{1,64}");
    private static final Pattern BRAND = Pattern.compile("[A-Za-z][A-Za-z0-9 _-]{0,31}");
    private static final Pattern LAST_4 = Pattern.compile("[0-9]{4}");
    private static final Pattern AUTH_CODE = Pattern.compile("[A-Za-z0-9-]{1,32}");
    private static final Pattern ADDRESS = Pattern.compile("https?://[!-~]{1,2000}");
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}");
    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");
    private static final int MESSAGE_CHARS_MAX = 300;

    private BankWords() {}

    /** The same answer in words that may be kept. */
    static Said checked(Said said) {
        return switch (said) {
            case Approved it -> new Approved(it.movedMinor(), it.pspReference(), checked(it.card()));
            case Declined it -> new Declined(code(it.code()));
            case NotTaken it -> new NotTaken(code(it.code()), message(it.message()));
            case NotExecuted it -> new NotExecuted(message(it.message()), it.notTried());
            case ActionRequired it
            when !ADDRESS.matcher(it.url()).matches() ->
                new OutcomeUnknown("the bank wants the guest to act and gives no address that can be used");
            case ActionRequired it -> it;
            case Pending it -> it;
            case OutcomeUnknown it -> new OutcomeUnknown(message(it.message()));
            case NotFound it -> it;
        };
    }

    private static Card checked(Card card) {
        return new Card(
                only(AUTH_CODE, card.authCode()),
                card.expiresAt(),
                only(BRAND, card.brand()),
                only(LAST_4, card.last4()));
    }

    /** A code that our readers may not understand is a decline like any other. */
    public static String code(String text) {
        var code = only(CODE, text);
        return code.isEmpty() ? "generic_decline" : code;
    }

    /** A number of the bank's or one that it says is ours; empty where it looks like something else. */
    public static String reference(String text) {
        return only(REFERENCE, text);
    }

    /** The same card in words that may be kept. */
    public static Card card(Card card) {
        return checked(card);
    }

    private static String only(Pattern allowed, String text) {
        return allowed.matcher(text).matches() && !CardNumbers.isIn(text) ? text : "";
    }

    private static String message(String text) {
        if (CardNumbers.isIn(text)) {
            return "what the bank said is left out, because it looks like a card number";
        }
        var line = CONTROLS.matcher(text).replaceAll(" ");
        return line.length() <= MESSAGE_CHARS_MAX ? line : line.substring(0, MESSAGE_CHARS_MAX);
    }
}
