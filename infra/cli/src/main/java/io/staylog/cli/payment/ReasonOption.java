package io.staylog.cli.payment;

import io.staylog.cli.terminal.Failure;
import picocli.CommandLine.Option;

/** Why something is done about money; it stays with what was done. */
final class ReasonOption {
    @Option(names = "--reason", required = true, paramLabel = "<text>", description = "Why; it is kept for ever.")
    private String reason;

    String reason() {
        if (reason.isBlank()) {
            throw Failure.usage("--reason must say why");
        }
        return reason;
    }
}
