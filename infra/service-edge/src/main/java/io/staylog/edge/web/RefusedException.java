package io.staylog.edge.web;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The edge refuses a request. The message goes to the caller, so it must not repeat what was sent. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final @Nullable String field;
    private final @Nullable UUID requestId;

    public RefusedException(Kind kind, @Nullable String field, String detail) {
        this(kind, field, detail, null, null);
    }

    public RefusedException(
            Kind kind, @Nullable String field, String detail, @Nullable UUID requestId, @Nullable Throwable cause) {
        super(detail, cause);
        this.kind = kind;
        this.field = field;
        this.requestId = requestId;
    }

    public Kind kind() {
        return kind;
    }

    @Nullable
    public String field() {
        return field;
    }

    @Nullable
    public UUID requestId() {
        return requestId;
    }
}
