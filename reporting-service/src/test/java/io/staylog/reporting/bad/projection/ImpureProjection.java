package io.staylog.reporting.bad.projection;

import java.time.Instant;

/** Bad on purpose: asks the clock. */
public class ImpureProjection {
    public Instant at() {
        return Instant.now();
    }
}
