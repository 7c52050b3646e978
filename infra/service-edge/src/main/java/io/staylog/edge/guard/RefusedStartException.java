package io.staylog.edge.guard;

import io.staylog.guard.Verdict;
import java.util.List;

/** The service must not start. */
public final class RefusedStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> reasons;

    RefusedStartException(String service, List<String> reasons) {
        super(Verdict.refusalOf(service, reasons));
        this.reasons = reasons;
    }

    /** A sentence each, with what to do. */
    public List<String> reasons() {
        return reasons;
    }
}
