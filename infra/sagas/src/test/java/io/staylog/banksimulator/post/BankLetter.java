package io.staylog.banksimulator.post;

import io.staylog.banksimulator.bank.LedgerEntry;
import java.time.Instant;
import tools.jackson.databind.json.JsonMapper;

/** A notification as the bank would post it: its body, and what signs it. */
@SuppressWarnings("ArrayRecordComponent") // It is handed over, never compared.
public record BankLetter(byte[] body, String header, String signature) {
    private static final Letters LETTERS = new Letters(JsonMapper.builder().build());

    /** Writes and signs it. */
    public static BankLetter of(LedgerEntry.Noticed noticed, String secret, Instant now) {
        var body = LETTERS.body(noticed);
        return new BankLetter(body, Signature.HEADER, new Signature(secret).of(body, now));
    }
}
