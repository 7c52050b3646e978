package io.staylog.cli.dataset;

import picocli.CommandLine.Command;

/** {@code staylog dataset}: real bookings through the whole system. */
@Command(
        name = "dataset",
        description = "Replay 119,390 real bookings and compare the results.",
        subcommands = {ReplayCommand.class, CompareCommand.class})
public final class DatasetCommand {}
