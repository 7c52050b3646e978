package io.staylog.banksimulator.http;

import io.staylog.banksimulator.bank.BankCall;
import io.staylog.banksimulator.bank.Instruction;
import io.staylog.banksimulator.bank.Operation;
import io.staylog.banksimulator.bank.Token;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** Makes a {@link BankCall} of a request, or says which part of it is wrong. */
final class CallReader {
    static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}");
    static final String REFERENCE_MEANING = "1 to 128 letters, digits or . _ : / - beginning with a letter or digit";

    private static final Pattern KEY = Pattern.compile("[!-~]{1,255}");
    private static final Pattern MERCHANT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_]{1,64}");
    private static final Pattern INITIATOR = Pattern.compile("[A-Za-z_]{1,32}");

    /** Ten billion of a currency with cents: more than any stay, and sums of millions of them still fit. */
    private static final long AMOUNT_MINOR_MAX = 999_999_999_999L;

    private static final Set<String> VOID_FIELDS = fields("merchantReference", "merchant");
    private static final Set<String> AMOUNT_FIELDS = fields("merchantReference", "merchant", "amountMinor");
    private static final Set<String> CAPTURE_FIELDS = fields("merchantReference", "merchant", "amountMinor", "final");
    private static final Set<String> AUTHORIZE_FIELDS =
            fields("merchantReference", "merchant", "amountMinor", "currency", "token", "capture", "initiator");

    private final JsonMapper json;

    CallReader(JsonMapper json) {
        this.json = json;
    }

    BankCall authorize(Request request) throws IOException {
        var key = key(request);
        var fields = Fields.parse(json, request.body(), AUTHORIZE_FIELDS);
        boolean capture = fields.flag("capture");
        var instruction = new Instruction.Authorize(
                fields.amount("amountMinor", capture ? 1 : 0, AMOUNT_MINOR_MAX),
                fields.text("currency", CURRENCY, "an ISO 4217 code such as EUR"),
                token(fields),
                capture,
                fields.textOr("", "initiator", INITIATOR, "1 to 32 letters such as CIT or MIT"));
        return call(key, fields, instruction);
    }

    /** A later operation on a payment. */
    BankCall later(Request request, Operation operation, String pspReference) throws IOException {
        var key = key(request);
        var known = switch (operation) {
            case VOID -> VOID_FIELDS;
            case CAPTURE -> CAPTURE_FIELDS;
            case AUTHORIZE, REFUND, ADJUST -> AMOUNT_FIELDS;
        };
        var fields = Fields.parse(json, request.body(), known);
        return call(
                key,
                fields,
                switch (operation) {
                    case CAPTURE -> new Instruction.Capture(pspReference, amount(fields), fields.flag("final"));
                    case REFUND -> new Instruction.Refund(pspReference, amount(fields));
                    case ADJUST -> new Instruction.Adjust(pspReference, amount(fields));
                    case VOID -> new Instruction.VoidPayment(pspReference);
                    case AUTHORIZE -> throw new IllegalArgumentException("An authorisation is not a later operation");
                });
    }

    private static long amount(Fields fields) {
        return fields.amount("amountMinor", 1, AMOUNT_MINOR_MAX);
    }

    private static BankCall call(String key, Fields fields, Instruction instruction) {
        var reference = fields.text("merchantReference", REFERENCE, REFERENCE_MEANING);
        var merchant = fields.textOr(
                "", "merchant", MERCHANT, "1 to 64 letters, digits or . _ : - beginning with a letter or digit");
        return BankCall.of(key, reference, merchant, instruction);
    }

    private static Token token(Fields fields) {
        var text = fields.text("token", TOKEN, "1 to 64 letters, digits or _");
        return Token.of(text)
                .orElseThrow(() -> new BadCallException(
                        400, "token_invalid", "token", "The bank does not know this token; GET / lists them."));
    }

    private static String key(Request request) {
        return request.header("Idempotency-Key")
                .filter(it -> KEY.matcher(it).matches())
                .orElseThrow(() -> BadCallException.field(
                        "Idempotency-Key", "Required header: 1 to 255 visible ASCII characters."));
    }

    private static Set<String> fields(String... names) {
        return new TreeSet<>(List.of(names));
    }
}
