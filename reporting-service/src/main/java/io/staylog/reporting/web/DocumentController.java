package io.staylog.reporting.web;

import io.staylog.edge.web.Preference;
import io.staylog.reporting.rendering.DocumentDesk;
import io.staylog.reporting.rendering.Queue;
import io.staylog.reporting.rendering.Verification;
import io.staylog.reporting.report.Answer;
import io.staylog.reporting.report.DocumentList;
import io.staylog.reporting.report.DocumentList.Document;
import io.staylog.reporting.report.DocumentList.Filter;
import io.staylog.reporting.report.DocumentList.State;
import io.staylog.reporting.report.Limit;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Documents: asking for them, looking how far they are, fetching them, and holding them against the log. */
@RestController
@RequestMapping("/v1/documents")
class DocumentController {
    private static final String LIMIT = "50";
    private static final int TAG_BYTES = 12;

    private final DocumentDesk desk;
    private final DocumentList list;
    private final Queue queue;
    private final Verification verification;
    private final TokenFilter tokens;

    DocumentController(
            DocumentDesk desk, DocumentList list, Queue queue, Verification verification, TokenFilter tokens) {
        this.tokens = tokens;
        this.desk = desk;
        this.list = list;
        this.queue = queue;
        this.verification = verification;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary =
                    "Asks for a document. Location says where it will be; Prefer: wait=N waits for it. The same requestId"
                            + " is the same document.",
            security = @SecurityRequirement(name = "token"))
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content = @Content(schema = @Schema(implementation = DocumentBody.Wanted.class)))
    ResponseEntity<Object> ask(
            @RequestBody String body, @RequestHeader(name = "Prefer", required = false) @Nullable String prefer) {
        var asked = DocumentBody.read(body);
        var id = asked.request().getRequestId();
        desk.ask(asked.request(), asked.after());
        var preference = Preference.of(prefer);
        boolean isAnswered = preference.waits() && desk.await(id, preference.atMost());
        var answer = ResponseEntity.status(isAnswered ? HttpStatus.CREATED : HttpStatus.ACCEPTED)
                .location(URI.create("/v1/documents/" + id));
        if (preference.waits()) {
            answer.header("Preference-Applied", preference.applied());
        }
        return isAnswered ? answer.body(list.document(id)) : answer.body(Map.of("documentId", id));
    }

    @GetMapping(produces = {MediaType.APPLICATION_JSON_VALUE, "text/csv;charset=UTF-8"})
    @Operation(summary = "Documents that were asked for, those asked for last first.")
    ResponseEntity<Answer<Document>> documents(
            @RequestParam(required = false) @Nullable String hotel,
            @RequestParam(required = false) @Nullable State state,
            @RequestParam(required = false) @Nullable String sha256,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = LIMIT) int limit) {
        return tagged(list.documents(new Filter(hotel, state, sha256), cursor, new Limit(limit)));
    }

    @GetMapping(path = "/queue", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "How many requests wait, and who works on what.")
    Queue.QueueState queue() {
        return queue.last();
    }

    @GetMapping(
            path = "/{documentId}",
            produces = {MediaType.APPLICATION_JSON_VALUE, "text/csv;charset=UTF-8"})
    @Operation(summary = "One document, as the only row.")
    ResponseEntity<Answer<Document>> document(@PathVariable UUID documentId) {
        return tagged(list.document(documentId));
    }

    @GetMapping("/{documentId}/file")
    @Operation(summary = "The file itself; its ETag is its SHA-256.")
    ResponseEntity<Object> file(
            @PathVariable UUID documentId,
            @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable
                    String authorization) {
        var document = list.document(documentId).rows().getFirst();
        var file = desk.file(documentId);
        if (file == null) {
            return missing(document);
        }
        if (file.namesGuests() && !tokens.permitted(authorization)) {
            return problem(
                    HttpStatus.UNAUTHORIZED,
                    "unauthorized",
                    "A document that names guests needs a bearer token; staylog.token-file names its file.");
        }
        var name = ContentDisposition.attachment()
                .filename(file.fileName(), StandardCharsets.UTF_8)
                .build();
        return ResponseEntity.ok()
                .eTag("\"" + file.sha256() + "\"")
                .header(HttpHeaders.CONTENT_DISPOSITION, name.toString())
                .header(HttpHeaders.CACHE_CONTROL, file.namesGuests() ? "no-store" : "private, no-cache")
                .varyBy(HttpHeaders.AUTHORIZATION)
                .contentType(MediaType.parseMediaType(file.mediaType()))
                .body(file.bytes());
    }

    private static ResponseEntity<Object> missing(Document document) {
        return switch (State.valueOf(document.state())) {
            case QUEUED, RENDERING ->
                problem(HttpStatus.NOT_FOUND, "document_not_ready", "The document is not there yet; try again soon.");
            case FAILED ->
                problem(HttpStatus.NOT_FOUND, "document_failed", "The document could not be made; its row says why.");
            case ERASED ->
                problem(HttpStatus.GONE, "document_erased", "The document named a guest who has been erased.");
            case EXPIRED ->
                problem(
                        HttpStatus.GONE,
                        "document_expired",
                        "The document was kept for as long as staylog.rendering.keep says; ask for it again.");
            case RENDERED ->
                problem(
                        HttpStatus.GONE,
                        "file_lost",
                        "The file was in another database and is gone; ask for the document again.");
        };
    }

    private static ResponseEntity<Object> problem(HttpStatus status, String code, String detail) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problems.problem(status, code, detail, Map.of()));
    }

    @PostMapping(path = "/{documentId}/verification", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary =
                    "Makes a stored document anew, from the rows, and where that differs from the log up to the document's"
                            + " offsets, and compares.",
            security = @SecurityRequirement(name = "token"))
    @ApiResponse(
            responseCode = "201",
            content = @Content(schema = @Schema(implementation = Verification.Verified.class)))
    ResponseEntity<Object> verify(
            @PathVariable UUID documentId, @RequestHeader(name = "Prefer", required = false) @Nullable String prefer) {
        list.document(documentId);
        var preference = Preference.of(prefer);
        verification.begin(documentId);
        var result = verification.await(documentId, preference.atMost());
        var location = URI.create("/v1/documents/" + documentId + "/verification");
        return ResponseEntity.status(result.hasEnded() ? HttpStatus.CREATED : HttpStatus.ACCEPTED)
                .location(location)
                .body(result);
    }

    @GetMapping(path = "/{documentId}/verification", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "How far the last verification of a document is, as this process knows it.")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = Verification.Verified.class)))
    ResponseEntity<Object> verification(@PathVariable UUID documentId) {
        var result = verification.last(documentId);
        return result == null
                ? problem(
                        HttpStatus.NOT_FOUND,
                        "verification_not_found",
                        "Nobody has asked this process to verify the document; POST to this address does.")
                : ResponseEntity.ok(result);
    }

    /** What waits does not change the offsets that an answer stands on, so the tag is of the rows themselves. */
    private static ResponseEntity<Answer<Document>> tagged(Answer<Document> answer) {
        var plain = Answers.of(answer);
        return ResponseEntity.ok()
                .headers(headers -> {
                    headers.putAll(plain.getHeaders());
                    headers.setETag("W/\"" + digest(answer.asOf() + String.valueOf(answer.rows())) + "\"");
                })
                .body(answer);
    }

    private static String digest(String text) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, TAG_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
