package io.staylog.banksimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staylog.banksimulator.RunningBank.Heard;
import io.staylog.banksimulator.bank.Token;
import io.staylog.banksimulator.post.Notifying;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A table of every token: what is called, what the bank answers, and what its ledger says after everything has come about.
 * Every token that the document names has a row.
 */
class EveryTokenTest {
    @TempDir
    Path home;

    private Hotel hotel;
    private RunningBank bank;

    @BeforeEach
    void open() throws IOException {
        hotel = new Hotel();
        var secrets = Files.writeString(home.resolve("secrets"), "secret");
        bank = new RunningBank(Settings.ofLoopback(0, home.resolve("bank"), RunningBank.HANG)
                .with(new Notifying(List.of(hotel.url()), secrets, false)));
    }

    @AfterEach
    void close() {
        bank.close();
        hotel.close();
    }

    @Test
    void every_token_is_answered_and_booked_as_the_table_says() throws Exception {
        var wrong = new ArrayList<String>();
        var table =
                new StringBuilder("| token | calls | answers | ledger and notifications after |\n|---|---|---|---|\n");
        for (int i = 0; i < TokenTable.ROWS.size(); i++) {
            var row = TokenTable.ROWS.get(i);
            var guest = "guest-" + i;
            var answers = new Life(guest, row).answers();
            var ledger = ledger(guest, row);
            table.append(
                    "| `%s` | %s | %s | %s |%n".formatted(row.token(), String.join(" ", row.calls()), answers, ledger));
            if (!answers.equals(row.answers()) || !ledger.equals(row.ledger())) {
                wrong.add("%s: %s / %s".formatted(row, answers, ledger));
            }
        }
        System.out.println(table);
        assertThat(wrong).isEmpty();
    }

    @Test
    void every_token_of_the_document_has_a_row() throws Exception {
        var document = bank.get("/").text();

        var named = Pattern.compile("`(tok_[a-z0-9_]+)`")
                .matcher(document)
                .results()
                .map(it -> it.group(1))
                .collect(Collectors.toSet());

        assertThat(TokenTable.ROWS)
                .extracting(TokenTable.Row::token)
                .doesNotHaveDuplicates()
                .containsAll(named);
        assertThat(TokenTable.ROWS)
                .allSatisfy(it -> assertThat(Token.of(it.token())).isPresent());
    }

    /** What the ledger and the hotel know of a guest in the end. */
    private String ledger(String guest, TokenTable.Row row) throws Exception {
        var entries = entries(guest);
        var said = new ArrayList<>(entries.stream()
                .map(EveryTokenTest::words)
                .filter(it -> !it.isEmpty())
                .toList());
        if (row.ledger().contains("told:")) {
            said.add("told: " + told(guest, row.ledger().contains("3x") ? 6 : 2));
        }
        return String.join(", ", said);
    }

    private static String words(JsonNode entry) {
        var result = entry.path("result").asString("");
        return switch (entry.path("kind").asString("")) {
            case "effect" -> result + " " + entry.path("amountMinor").longValue();
            // The effect of the same name says it already.
            case "event" -> result.equals("capture_failed") ? "" : result;
            default -> "";
        };
    }

    private String told(String guest, int count) {
        await().until(() -> typesOf(guest).size() == count);
        var types = typesOf(guest);
        return count == 2
                ? String.join(", ", types)
                : types.stream().distinct().map(it -> it + " 3x").collect(Collectors.joining(", "));
    }

    private List<String> typesOf(String guest) {
        return hotel.told().stream()
                .filter(it -> it.get("merchantReference").startsWith(guest + ":"))
                .map(it -> it.get("type"))
                .toList();
    }

    private List<JsonNode> entries(String guest) throws Exception {
        return bank.get("/v1/ledger")
                .text()
                .lines()
                .map(it -> new JsonMapper().readTree(it))
                .filter(it -> it.path("merchantReference").asString("").startsWith(guest + ":"))
                .toList();
    }

    /** One guest's payment, call after call. */
    private final class Life {
        private final String guest;
        private final TokenTable.Row row;
        private final List<String> said = new ArrayList<>();
        private int calls;
        private String reference = "";
        private String pspReference = "";

        Life(String guest, TokenTable.Row row) {
            this.guest = guest;
            this.row = row;
        }

        String answers() throws Exception {
            for (var call : row.calls()) {
                said.add(answer(call));
            }
            return String.join(" ", said);
        }

        private String answer(String call) throws Exception {
            return switch (call) {
                case "lookup" -> word(bank.lookUp(reference), true);
                case "ok", "fail" -> word(act(call), false);
                case "challenge" -> word(challenge(), false);
                case "completed", "failed" -> happened("action_" + call);
                default -> call.matches(".*_(opened|won|lost|failed|succeeded)") ? happened(call) : moved(call);
            };
        }

        private String happened(String event) {
            await().until(() -> entries(guest).stream()
                    .anyMatch(it -> it.path("kind").asString("").equals("event")
                            && it.path("result").asString("").equals(event)));
            return "then";
        }

        /** A call with a key of its own, or with ! the one before again. */
        private String moved(String call) throws InterruptedException {
            boolean again = call.endsWith("!");
            calls += again ? 0 : 1;
            reference = guest + ":" + calls;
            var operation = again ? call.substring(0, call.length() - 1) : call;
            if (row.token().startsWith("tok_auth_expires_ms") && operation.equals("capture")) {
                happened("authorization_expired");
            }
            try {
                var heard = operation.equals("authorize") || operation.equals("sale")
                        ? authorize(operation.equals("sale"))
                        : later(operation);
                return word(heard, false);
            } catch (IOException _) {
                return "none";
            }
        }

        private Heard authorize(boolean sale) throws IOException, InterruptedException {
            var body = bank.authorization(reference, row.token()).put("capture", sale);
            var heard = bank.post("/v1/payments", reference, body);
            if (!heard.get("pspReference").isEmpty()) {
                pspReference = heard.get("pspReference");
            }
            return heard;
        }

        private Heard later(String operation) throws IOException, InterruptedException {
            var body = new JsonMapper().createObjectNode().put("merchantReference", reference);
            if (!operation.equals("void")) {
                body.put("amountMinor", 10_000);
            }
            return bank.post("/v1/payments/" + pspReference + "/" + path(operation), reference, body);
        }

        private String path(String operation) {
            return operation.equals("adjust") ? "adjustments" : operation + "s";
        }

        private Heard act(String result) throws IOException, InterruptedException {
            return bank.send(bank.request("/v1/actions/" + pspReference)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("result=" + result, StandardCharsets.UTF_8)));
        }

        private Heard challenge() throws Exception {
            var id = entries(guest).stream()
                    .map(it -> it.path("disputeId").asString(""))
                    .filter(it -> !it.isEmpty())
                    .findFirst()
                    .orElseThrow();
            return bank.send(bank.request("/v1/disputes/" + id + "/challenge").POST(BodyPublishers.noBody()));
        }

        private String word(Heard heard, boolean withStatus) {
            var code = heard.get("declineCode") + heard.get("code");
            var status = heard.get("status");
            boolean telling = withStatus || status.equals("action_required") || status.equals("pending");
            var word = code.isEmpty() && telling ? status : code;
            return word.isEmpty() ? heard.status() + "" : heard.status() + ":" + word;
        }
    }
}
