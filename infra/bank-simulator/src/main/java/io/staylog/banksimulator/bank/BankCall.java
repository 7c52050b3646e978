package io.staylog.banksimulator.bank;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * One well-formed call that moves money.
 *
 * @param fingerprint tells two bodies under one key apart, whatever their white space and field order
 */
public record BankCall(
        String key, String merchantReference, String merchant, Instruction instruction, long fingerprint) {

    /** A call with the fingerprint that its content gives. */
    public static BankCall of(String key, String merchantReference, String merchant, Instruction instruction) {
        var content = String.join("\n", merchantReference, merchant, content(instruction));
        return new BankCall(key, merchantReference, merchant, instruction, hash(content));
    }

    // Spelt out, because fingerprints outlive a restart and record names may change.
    private static String content(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Authorize it ->
                String.join(
                        "\n",
                        "authorize",
                        Long.toString(it.amountMinor()),
                        it.currency(),
                        it.token().text(),
                        Boolean.toString(it.capture()),
                        it.initiator());
            case Instruction.Capture it ->
                "capture\n" + it.pspReference() + "\n" + it.amountMinor() + (it.isFinal() ? "\nfinal" : "");
            case Instruction.VoidPayment it -> "void\n" + it.pspReference();
            case Instruction.Refund it -> "refund\n" + it.pspReference() + "\n" + it.amountMinor();
            case Instruction.Adjust it -> "adjust\n" + it.pspReference() + "\n" + it.amountMinor();
        };
    }

    private static long hash(String content) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            // 64 bits find a mistake; nobody attacks a simulator, and every key keeps one in memory.
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
