package io.staylog.payment.bad.domain;

import io.staylog.payment.bad.web.Page;
import java.time.Instant;

/** Anybody may add to it; it asks the clock and knows a page. */
public interface OpenEvent {
    default Instant at() {
        return Instant.now();
    }

    Page page();
}
