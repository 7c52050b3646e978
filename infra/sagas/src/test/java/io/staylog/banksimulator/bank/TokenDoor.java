package io.staylog.banksimulator.bank;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** All tokens that the bank knows, from its own code and its own document; those with a number once with that of the document. */
public final class TokenDoor {
    private static final Pattern TOKEN = Pattern.compile("`(tok_[a-z0-9_]+)`");
    private static final List<String> LATER = List.of("capture", "void", "refund", "adjust");

    private TokenDoor() {}

    /** In alphabetical order. */
    public static Set<String> all() {
        var tokens = new TreeSet<String>();
        var found = TOKEN.matcher(document());
        while (found.find()) {
            tokens.add(found.group(1));
        }
        for (var code : FaultNames.DECLINE_CODES) {
            tokens.add("tok_decline_" + code);
        }
        for (var operation : LATER) {
            for (var token : List.copyOf(tokens)) {
                // Whatever can be wrong with an authorisation can be wrong with what follows it.
                tokens.add("tok_" + operation + "_" + token.substring("tok_".length()));
            }
        }
        tokens.removeIf(token -> Token.of(token).isEmpty());
        return tokens;
    }

    private static String document() {
        try (var in = TokenDoor.class.getResourceAsStream("/io/staylog/banksimulator/protocol.md")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
