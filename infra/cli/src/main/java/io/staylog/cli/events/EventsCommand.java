package io.staylog.cli.events;

import picocli.CommandLine.Command;

/** {@code staylog events}: reads and writes the log. */
@Command(
        name = "events",
        description = "Read and write the log: Avro there, JSON here.",
        subcommands = {TailCommand.class, ExportCommand.class, PublishCommand.class})
public final class EventsCommand {}
