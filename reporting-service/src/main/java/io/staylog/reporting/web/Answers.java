package io.staylog.reporting.web;

import io.staylog.reporting.report.Answer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Puts on an answer what it stands on: {@code X-Data-As-Of}, {@code ETag}, and the link to the next page. */
final class Answers {
    /** What {@link #asOf} says, also where an answer has no rows. */
    static final String AS_OF = "X-Data-As-Of";

    /** Time of the newest event that an answer stands on, RFC 3339; absent where there is none yet. */
    static final String AT = "X-Data-At";

    // Part of every tag: raise it when the same rows are written differently, so that no cache keeps the old form.
    private static final String FORM = "4";
    private static final int TAG_BYTES = 12;

    private Answers() {}

    static <T> ResponseEntity<Answer<T>> of(Answer<T> answer) {
        return of(answer, false);
    }

    /** The same of rows that may name a guest: only the asker may keep them, and not for long. */
    static <T> ResponseEntity<Answer<T>> ofGuests(Answer<T> answer) {
        return of(answer, true);
    }

    private static <T> ResponseEntity<Answer<T>> of(Answer<T> answer, boolean isPersonal) {
        var asOf = asOf(answer);
        var response = ResponseEntity.ok()
                .header(AS_OF, asOf)
                // Weak: JSON and CSV of the same rows have the same one.
                .eTag("W/\"" + tag(asOf + (isPersonal ? "+names" : "")) + "\"")
                .varyBy(HttpHeaders.ACCEPT, HttpHeaders.AUTHORIZATION, HttpHeaders.COOKIE)
                .header(HttpHeaders.CACHE_CONTROL, isPersonal ? "no-store" : "no-cache");
        if (answer.newestEventAt() != null) {
            response.header(AT, answer.newestEventAt().toString());
        }
        if (answer.next() != null) {
            var next = ServletUriComponentsBuilder.fromCurrentRequest()
                    .replaceQueryParam("cursor", answer.next())
                    .build();
            response.header(HttpHeaders.LINK, "<" + next.getPath() + "?" + next.getQuery() + ">; rel=\"next\"");
        }
        return response.body(answer);
    }

    /** Next offset of each partition, in one form for the header and for CSV: {@code topic=partition:nextOffset,…;…}. */
    static String asOf(Answer<?> answer) {
        return answer.asOf().entrySet().stream()
                .map(topic -> topic.getKey() + "="
                        + topic.getValue().entrySet().stream()
                                .map(p -> p.getKey() + ":" + p.getValue())
                                .collect(Collectors.joining(",")))
                .collect(Collectors.joining(";"));
    }

    private static String tag(String asOf) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest((FORM + asOf).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, TAG_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
