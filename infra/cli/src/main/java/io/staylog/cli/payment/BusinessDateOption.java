package io.staylog.cli.payment;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The hotel's date that moved money belongs to. */
final class BusinessDateOption {
    @Option(
            names = "--business-date",
            paramLabel = "<date>",
            description =
                    "The date that the money belongs to. Default: the hotel's open one; booking-service is asked.")
    private @Nullable LocalDate date;

    @Nullable
    LocalDate date() {
        return date;
    }
}
