package io.staylog.booking.domain;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The last requests of a hotel that were answered, so that a repeat is answered once. */
final class AnsweredRequests {
    /** A repeat is known as one while fewer requests than this have been answered since. */
    static final int WINDOW = 100_000;

    private final LinkedHashSet<UUID> ids = new LinkedHashSet<>();

    boolean contains(UUID requestId) {
        return ids.contains(requestId);
    }

    void add(@Nullable UUID requestId) {
        if (requestId != null && ids.add(requestId) && ids.size() > WINDOW) {
            ids.removeFirst();
        }
    }

    List<UUID> picture() {
        return List.copyOf(ids);
    }
}
