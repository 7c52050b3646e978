package io.staylog.cli.dlq;

import picocli.CommandLine.Command;

/** {@code staylog dlq}: the dead letters. */
@Command(
        name = "dlq",
        description =
                "Records that a service could not read or decide, and those that wait for one: list, look, retry, edit"
                        + " or discard. Nothing is ever lost by any of it.",
        subcommands = {ListCommand.class, ShowCommand.class, RetryCommand.class, EditCommand.class, DiscardCommand.class
        })
public final class DlqCommand {}
