package io.staylog.cli.query;

import io.staylog.cli.client.HttpApi;
import io.staylog.cli.client.RequestIds;
import io.staylog.cli.terminal.Failure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Asks for documents, waits for them, fetches them and has them verified. */
final class DocumentClient {
    static final String PATH = "/v1/documents";
    private static final Set<String> ANSWERED = Set.of("RENDERED", "FAILED", "ERASED", "EXPIRED");
    private static final long LOOK_EVERY_MS = 200;

    private final HttpApi api;
    private final URI base;

    DocumentClient(HttpApi api, URI base) {
        this.api = api;
        this.base = base;
    }

    /** Asks for a document and waits until it is there. */
    JsonNode make(ObjectNode request, String format, Duration patience) {
        var id = RequestIds.next(Instant.now()).toString();
        request.put("requestId", id).put("format", format);
        api.change("POST", base, PATH, request.toString());
        var row = await(
                () -> row(id),
                document -> ANSWERED.contains(document.path("state").asString()),
                patience,
                "document " + id + " was asked for, but is not there yet; see: staylog document show " + id);
        if (row.path("state").asString().equals("FAILED")) {
            throw Failure.rejected(
                    row.path("code").asString(), row.path("message").asString());
        }
        return row;
    }

    JsonNode row(String id) {
        return api.tree(base, PATH + "/" + HttpApi.piece(id), Map.of()).at("/rows/0");
    }

    /** Writes the file of a document, and returns its length. */
    int fetch(String id, Path file) {
        var bytes = api.bytes(base, PATH + "/" + HttpApi.piece(id) + "/file");
        try {
            Files.write(file, bytes);
            return bytes.length;
        } catch (FileSystemException e) {
            throw Failure.usage("cannot write " + file + ": " + e.getMessage());
        } catch (IOException e) {
            throw Failure.failed("cannot write " + file + ": " + e.getMessage());
        }
    }

    /** Has the stored document of a file made anew, and returns what came of it. */
    JsonNode verify(Path file, Duration patience) {
        var sha256 = sha256(file);
        var rows = api.tree(base, PATH, Map.of("sha256", sha256)).path("rows");
        if (rows.isEmpty()) {
            throw Failure.failed("no stored document has the bytes of " + file + " (SHA-256 " + sha256
                    + "): the file was changed, or it comes from elsewhere");
        }
        var id = rows.path(0).path("documentId").asString();
        var path = PATH + "/" + id + "/verification";
        api.change("POST", base, path, null);
        return await(
                () -> api.tree(base, path, Map.of()),
                result -> !result.path("phase").asString().equals("RUNNING"),
                patience,
                "the verification goes on; ask again, or wait longer with --wait");
    }

    private static JsonNode await(
            Supplier<JsonNode> look, Predicate<JsonNode> isOver, Duration patience, String otherwise) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            var seen = look.get();
            if (isOver.test(seen)) {
                return seen;
            }
            if (System.nanoTime() > deadline) {
                throw Failure.unknown(otherwise);
            }
            try {
                Thread.sleep(LOOK_EVERY_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw Failure.unknown("interrupted; " + otherwise);
            }
        }
    }

    private static String sha256(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw Failure.usage("cannot read " + file + ": " + e.getMessage());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
