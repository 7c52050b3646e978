package io.staylog.banksimulator.bad.bank;

import io.staylog.banksimulator.bad.http.Page;
import java.net.URI;
import java.time.Instant;

/** A rule that asks the clock, knows an address and a page. */
public record Guess(Page page, URI where) {
    Instant at() {
        return Instant.now();
    }
}
