package io.staylog.banksimulator.post;

import io.staylog.banksimulator.bank.LedgerEntry.Noticed;
import io.staylog.banksimulator.bank.Notice;
import io.staylog.banksimulator.ledger.DurableBank;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.json.JsonMapper;

/**
 * Posts every notice to every address until it answers 2xx, of one payment one after the other.
 *
 * <p>What has been taken is in the ledger; what was not yet when the bank stopped is posted after its next start.
 */
public final class Postman implements DurableBank.Mailbox, AutoCloseable {
    private static final Logger LOG = System.getLogger(Postman.class.getName());
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration FIRST_WAIT = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final int AT_ONCE_MAX = 64;

    /** One address, and one payment or who has none yet. */
    private record Way(URI url, String about) {}

    /** A notice on its way: where it has still to go, and who waits for that. */
    private record Journey(Set<URI> open, CompletableFuture<Void> done) {}

    private final DurableBank bank;
    private final Notifying notifying;
    private final Signature signature;
    private final Letters letters;
    private final HttpClient client;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore atOnce = new Semaphore(AT_ONCE_MAX);
    private final Map<Way, Round> rounds = new ConcurrentHashMap<>();
    private final Map<Long, Journey> journeys = new ConcurrentHashMap<>();

    private Postman(DurableBank bank, Notifying notifying, Signature signature, JsonMapper json) {
        this.bank = bank;
        this.notifying = notifying;
        this.signature = signature;
        this.letters = new Letters(json);
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .executor(threads)
                .build();
    }

    /**
     * Begins with what the ledger says is still to be told.
     *
     * @throws IOException if there is no secret to sign with
     */
    public static Postman start(DurableBank bank, Notifying notifying, JsonMapper json) throws IOException {
        var postman = new Postman(bank, notifying, notifying.signature(), json);
        bank.postTo(postman);
        return postman;
    }

    @Override
    public CompletableFuture<Void> post(Noticed noticed, Set<String> taken) {
        var open = new HashSet<>(notifying.urls());
        open.removeIf(it -> taken.contains(it.toString()));
        var journey = new Journey(open, new CompletableFuture<>());
        if (journeys.putIfAbsent(noticed.seq(), journey) == null) {
            Set.copyOf(open).forEach(url -> post(noticed, url));
        }
        return journey.done();
    }

    private void post(Noticed noticed, URI url) {
        var way = new Way(url, about(noticed));
        var round = rounds.computeIfAbsent(way, _ -> new Round(bank::now));
        if (round.add(noticed)) {
            threads.execute(() -> walk(round, way));
        }
    }

    private static String about(Noticed noticed) {
        var subject = noticed.subject();
        var reference = subject.pspReference();
        return reference == null ? subject.merchant() + " " + subject.merchantReference() : reference;
    }

    private void walk(Round round, Way way) {
        try {
            for (var noticed = round.next(); noticed != null; noticed = round.next()) {
                deliver(noticed, way.url());
                round.taken(noticed);
                taken(noticed, way.url());
            }
            rounds.remove(way, round);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // The bank stops; the rest is in the ledger.
        }
    }

    private void taken(Noticed noticed, URI url) {
        var journey = journeys.get(noticed.seq());
        if (journey == null) {
            return;
        }
        synchronized (journey) {
            journey.open().remove(url);
            bank.delivered(noticed, url.toString(), journey.open().isEmpty());
            if (journey.open().isEmpty()) {
                journeys.remove(noticed.seq());
                journey.done().complete(null);
            }
        }
    }

    private void deliver(Noticed noticed, URI url) throws InterruptedException {
        int copies = noticed.notice().posting() == Notice.Posting.THRICE ? 3 : 1;
        var body = letters.body(noticed);
        for (int copy = 0; copy < copies; copy++) {
            var wait = FIRST_WAIT;
            waitForTheBank();
            while (!isTaken(body, url)) {
                Thread.sleep(wait);
                var twice = wait.multipliedBy(2);
                wait = twice.compareTo(LONGEST_WAIT) < 0 ? twice : LONGEST_WAIT;
            }
        }
    }

    // A bank that is away tells nobody anything.
    private void waitForTheBank() throws InterruptedException {
        while (bank.outage().isPresent()) {
            Thread.sleep(FIRST_WAIT);
        }
    }

    private boolean isTaken(byte[] body, URI url) throws InterruptedException {
        var request = HttpRequest.newBuilder(url)
                .timeout(ANSWER_TIMEOUT)
                .header("Content-Type", "application/json")
                .header(Signature.HEADER, signature.of(body, bank.now()))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        atOnce.acquire();
        try {
            int status = client.send(request, BodyHandlers.discarding()).statusCode();
            LOG.log(Level.DEBUG, "{0} answers a notification with {1}", url, status);
            return status >= 200 && status < 300;
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "A notification does not get through to " + url, e);
            return false;
        } finally {
            atOnce.release();
        }
    }

    /** Stops at once; what has not been taken is posted after the next start. */
    @Override
    public void close() {
        threads.shutdownNow();
        client.shutdownNow();
    }
}
