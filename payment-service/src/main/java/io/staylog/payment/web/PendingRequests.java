package io.staylog.payment.web;

import java.util.LinkedHashMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The last requests that this instance wrote to the log and has seen no answer to. At most {@value #KEPT_MAX}: it is a help, not
 * a promise, as another instance knows nothing of them and a restart forgets them.
 */
public final class PendingRequests {
    private static final int KEPT_MAX = 100_000;

    /** One of them, with the fingerprint of what it says. */
    record Pending(String hotelId, UUID paymentId, String fingerprint) {}

    private final LinkedHashMap<UUID, Pending> pending = new LinkedHashMap<>();

    /** The request under that id which was written first; it is the given one where none was. */
    synchronized Pending begin(Asked asked) {
        var asks = new Pending(asked.hotelId(), asked.paymentId(), asked.call().fingerprint());
        var first = pending.putIfAbsent(asked.requestId(), asks);
        if (pending.size() > KEPT_MAX) {
            pending.pollFirstEntry();
        }
        return first == null ? asks : first;
    }

    synchronized @Nullable Pending find(UUID requestId) {
        return pending.get(requestId);
    }

    /** It is answered. */
    synchronized void end(UUID requestId) {
        pending.remove(requestId);
    }
}
