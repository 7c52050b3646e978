package io.staylog.cli.request;

import io.staylog.cli.terminal.Failure;
import java.time.LocalDate;
import picocli.CommandLine.Option;

/** The nights [from, to) that a command speaks of. */
final class NightRange {
    @Option(names = "--from", required = true, paramLabel = "<date>", description = "First night, yyyy-MM-dd.")
    private LocalDate from;

    @Option(names = "--to", required = true, paramLabel = "<date>", description = "The night after the last.")
    private LocalDate to;

    LocalDate from() {
        if (!from.isBefore(to)) {
            throw Failure.usage("--to must be after --from: the range is [from, to)");
        }
        return from;
    }

    LocalDate to() {
        return to;
    }
}
