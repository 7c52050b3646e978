package io.staylog.logview;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a request.
 *
 * @param requestId the request
 * @param hotelId the hotel that decided
 * @param subjectId the booking or payment that it was about, or null
 * @param fingerprint of the request's content, or null where its writer left none
 * @param position of the last event of the decision that answered it
 * @param at when it was decided
 * @param event type of the event that answered it
 * @param refusal why it was refused, or null where it was not
 */
public record Outcome(
        UUID requestId,
        String hotelId,
        @Nullable UUID subjectId,
        @Nullable String fingerprint,
        Position position,
        Instant at,
        String event,
        @Nullable Refusal refusal) {
    private static final int FINGERPRINT_CHARS = 16;

    /**
     * Why a request was refused, in the words of the decider.
     *
     * @param requestType record type of the request
     * @param code stable reason code
     * @param message one sentence for a person
     * @param retriable whether the same request can succeed later
     * @param details values behind the code
     */
    public record Refusal(
            String requestType, String code, String message, boolean retriable, Map<String, String> details) {}

    /** The same answer, with the position of the last event of its decision. */
    public Outcome endingAt(Position last) {
        return new Outcome(requestId, hotelId, subjectId, fingerprint, last, at, event, refusal);
    }

    /** Whether a request with this fingerprint may be the one that was answered. */
    public boolean answers(String otherFingerprint) {
        return fingerprint == null || fingerprint.equals(otherFingerprint);
    }

    /**
     * The id of the record that carries a request. It ends in a fingerprint of the content; as events name the record that
     * caused them, every instance can tell a repeat from another request under the same idempotency key.
     */
    public static String recordId(UUID requestId, String fingerprint) {
        return requestId + "/" + fingerprint;
    }

    /** The fingerprint in an id that {@link #recordId} made; null where it is another id. */
    public static @Nullable String fingerprint(UUID requestId, @Nullable String recordId) {
        var prefix = requestId + "/";
        return recordId != null
                        && recordId.startsWith(prefix)
                        && recordId.length() == prefix.length() + FINGERPRINT_CHARS
                ? recordId.substring(prefix.length())
                : null;
    }
}
