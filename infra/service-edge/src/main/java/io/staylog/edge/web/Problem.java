package io.staylog.edge.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A "no" in the form of RFC 9457.
 *
 * @param type stable name of the kind of problem: {@code urn:staylog:problem:} and the code
 * @param title the kind of problem in words
 * @param status HTTP status
 * @param detail what was wrong this time; never repeats what was sent
 * @param code stable reason code
 * @param field where in the request, for example {@code roomStays[0].adults}
 * @param details values behind the code
 * @param traceId by which the request is found in logs and on the log
 * @param correlationId id of the request that was written to the log, where one was
 * @param retriable whether the same request can succeed later
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        URI type,
        String title,
        int status,
        String detail,
        String code,
        @Nullable String field,
        Map<String, String> details,
        @Nullable String traceId,
        @Nullable String correlationId,
        boolean retriable) {}
