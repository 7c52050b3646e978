package io.staylog.banksimulator.http;

import io.staylog.banksimulator.bank.BankCall;
import io.staylog.banksimulator.bank.Operation;
import io.staylog.banksimulator.bank.Totals;
import io.staylog.banksimulator.ledger.DurableBank;
import io.staylog.banksimulator.ledger.LedgerLines;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Which request means what. */
final class Routes {
    private static final String DOCUMENT = "/io/staylog/banksimulator/protocol.md";

    /**
     * One kind of request.
     *
     * @param ofBank whether the bank answers it, who may be slow or away, rather than whoever runs the simulator
     */
    private record Route(String method, Pattern path, boolean ofBank, Handler handler) {}

    @FunctionalInterface
    private interface Handler {
        Answer handle(Request request, MatchResult path) throws IOException, InterruptedException;
    }

    private final DurableBank bank;
    private final CallReader calls;
    private final Answers answers;
    private final Duration latency;
    private final List<Route> routes;

    Routes(DurableBank bank, LedgerLines lines, JsonMapper json, Answers answers, Duration latency) {
        this.bank = bank;
        this.calls = new CallReader(json);
        this.answers = answers;
        this.latency = latency;
        var actions = new Actions(bank, answers);
        var disputes = new Disputes(bank, answers);
        var books = new Books(bank, lines);
        var operators = new Operators(bank, json, answers);
        this.routes = List.of(
                post("/v1/payments", (request, _) -> call(request, calls.authorize(request))),
                post("/v1/payments/([^/]+)/captures", (request, path) -> later(request, Operation.CAPTURE, path)),
                post("/v1/payments/([^/]+)/voids", (request, path) -> later(request, Operation.VOID, path)),
                post("/v1/payments/([^/]+)/refunds", (request, path) -> later(request, Operation.REFUND, path)),
                post("/v1/payments/([^/]+)/adjustments", (request, path) -> later(request, Operation.ADJUST, path)),
                get("/v1/actions/([^/]+)", (_, path) -> actions.show(reference(path))),
                post("/v1/actions/([^/]+)", (request, path) -> actions.act(request, reference(path))),
                get("/v1/disputes/([^/]+)", (_, path) -> disputes.show(path.group(1))),
                post("/v1/disputes/([^/]+)/(challenge|accept)", (request, path) -> disputes.answer(request, path)),
                get("/v1/payments/([^/]+)", (_, path) -> payment(path.group(1))),
                get("/v1/operations", (request, _) -> operation(request)),
                ofOperator("GET", "/v1/faults", (_, _) -> operators.faults()),
                ofOperator("PUT", "/v1/faults", (request, _) -> operators.disturb(request)),
                ofOperator("DELETE", "/v1/faults", (_, _) -> operators.disturbNothing()),
                ofOperator("GET", "/v1/outage", (_, _) -> operators.outage()),
                ofOperator("PUT", "/v1/outage", (request, _) -> operators.goAway(request)),
                ofOperator("DELETE", "/v1/outage", (_, _) -> operators.comeBack()),
                ofOperator("POST", "/v1/keys/forget", (request, _) -> operators.forget(request)),
                ofOperator("GET", "/v1/settlements/([^/]+)", (_, path) -> books.settlement(path.group(1))),
                ofOperator("GET", "/v1/ledger", (request, _) -> books.ledger(request)),
                ofOperator("GET", "/v1/ledger/totals", (request, _) -> totals(request)),
                ofOperator("GET", "/health", (_, _) -> answers.health(bank.entries())),
                ofOperator(
                        "GET",
                        "/",
                        (_, _) -> new Answer.Stream("text/markdown; charset=utf-8", Routes::writeDocument)));
    }

    private static Route post(String path, Handler handler) {
        return new Route("POST", Pattern.compile(path), true, handler);
    }

    private static Route get(String path, Handler handler) {
        return new Route("GET", Pattern.compile(path), true, handler);
    }

    private static Route ofOperator(String method, String path, Handler handler) {
        return new Route(method, Pattern.compile(path), false, handler);
    }

    Answer answer(Request request) throws IOException, InterruptedException {
        var path = request.path();
        for (var route : routes) {
            var matcher = route.path().matcher(path);
            if (route.method().equals(request.method()) && matcher.matches()) {
                return route.ofBank()
                        ? byTheBank(route, request, matcher)
                        : route.handler().handle(request, matcher);
            }
        }
        var allowed = routes.stream()
                .filter(it -> it.path().matcher(path).matches())
                .map(Route::method)
                .collect(Collectors.joining(", "));
        return allowed.isEmpty()
                ? answers.error(404, "not_found", null, "There is nothing here; GET / describes the protocol.")
                : answers.methodNotAllowed(allowed);
    }

    private Answer byTheBank(Route route, Request request, MatchResult path) throws IOException, InterruptedException {
        var outage = bank.outage();
        if (outage.isPresent()) {
            return switch (outage.get().kind()) {
                case HANG -> new Answer.Silence();
                case REFUSE -> new Answer.Reset();
                case UNAVAILABLE -> answers.unavailable("The bank is away; nothing was executed.");
            };
        }
        if (latency.isPositive()) {
            Thread.sleep(latency); // Of a virtual thread, which costs nobody anything.
        }
        return route.handler().handle(request, path);
    }

    private Answer call(Request request, BankCall call) throws InterruptedException {
        return answers.of(bank.call(call), request.here());
    }

    private Answer later(Request request, Operation operation, MatchResult path)
            throws IOException, InterruptedException {
        return call(request, calls.later(request, operation, reference(path)));
    }

    private static String reference(MatchResult path) {
        var reference = path.group(1);
        if (!CallReader.REFERENCE.matcher(reference).matches()) {
            throw BadCallException.field("pspReference", "Must be " + CallReader.REFERENCE_MEANING + ".");
        }
        return reference;
    }

    private Answer payment(String pspReference) {
        return bank.payment(pspReference)
                .map(it -> answers.of(it, bank.now()))
                .orElseGet(() -> answers.error(404, "payment_not_found", null, "There is no such payment."));
    }

    private Answer operation(Request request) {
        var reference = request.query("merchantReference")
                .filter(it -> !it.isEmpty())
                .orElseThrow(() -> BadCallException.field("merchantReference", "Required in the query."));
        var merchant = request.query("merchant")
                .orElseThrow(() -> BadCallException.field(
                        "merchant", "Required in the query; empty for operations of nobody in particular."));
        var wanted = request.query("operation").map(Routes::only).orElse(_ -> true);
        return answers.of(bank.lookUp(merchant, reference, wanted), request.here());
    }

    private static Predicate<Operation> only(String code) {
        return Operation.of(code)
                .<Predicate<Operation>>map(it -> it::equals)
                .orElseThrow(() ->
                        BadCallException.field("operation", "Must be authorize, capture, void, refund or adjust."));
    }

    private Answer totals(Request request) throws IOException {
        var grouping = Totals.Grouping.of(request.query("by").orElse("merchant"))
                .orElseThrow(() -> BadCallException.field("by", "Must be merchant, hotel, reference or all."));
        return answers.of(grouping, bank.totals(grouping));
    }

    private static void writeDocument(OutputStream out) throws IOException {
        try (var document = Routes.class.getResourceAsStream(DOCUMENT)) {
            if (document == null) {
                throw new IOException(DOCUMENT + " is not on the class path");
            }
            document.transferTo(out);
        }
    }
}
