package io.staylog.cli;

import io.staylog.cli.bank.BankCommand;
import io.staylog.cli.catalogue.CatalogueCommand;
import io.staylog.cli.dataset.DatasetCommand;
import io.staylog.cli.demo.DemoCommand;
import io.staylog.cli.dlq.DlqCommand;
import io.staylog.cli.doctor.DoctorCommand;
import io.staylog.cli.events.EventsCommand;
import io.staylog.cli.guest.GuestCommand;
import io.staylog.cli.query.BookingCommand;
import io.staylog.cli.query.BookingQueries;
import io.staylog.cli.query.DocumentCommand;
import io.staylog.cli.query.PaymentCommand;
import io.staylog.cli.query.ProjectionCommand;
import io.staylog.cli.query.ReportCommand;
import io.staylog.cli.request.BookCommand;
import io.staylog.cli.request.BookingCommands;
import io.staylog.cli.request.CloseDayCommand;
import io.staylog.cli.request.DeskCommands;
import io.staylog.cli.request.HotelCommand;
import io.staylog.cli.request.InventoryCommands;
import io.staylog.cli.request.InvoiceCommand;
import io.staylog.cli.request.RateCommand;
import io.staylog.cli.request.RestrictionCommand;
import io.staylog.cli.schemas.SchemasCommand;
import io.staylog.cli.stack.StackCommands;
import io.staylog.cli.topics.TopicsCommand;
import io.staylog.cli.verify.VerifyCommand;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The root of all commands. */
@Command(
        name = "staylog",
        description = "Hotel bookings, their payments and their reports, as events on one log.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        scope = ScopeType.INHERIT,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done",
            "1:a check found a difference, or the program failed",
            "2:the command line or an input file is wrong; nothing was sent",
            "3:rejected; the reason is on stderr",
            "4:no answer in time; safe to repeat with the printed request id",
            "5:something that is needed cannot be reached"
        })
final class StaylogCommand {
    private static final List<Class<?>> COMMANDS = List.of(
            StackCommands.Up.class,
            StackCommands.Down.class,
            StackCommands.Status.class,
            StackCommands.Logs.class,
            DoctorCommand.class,
            VerifyCommand.class,
            HotelCommand.class,
            InventoryCommands.RoomType.class,
            InventoryCommands.Inventory.class,
            InventoryCommands.OutOfOrder.class,
            InventoryCommands.Overbooking.class,
            RestrictionCommand.class,
            RateCommand.class,
            BookCommand.class,
            BookingCommands.Cancel.class,
            BookingCommands.Modify.class,
            BookingCommands.CheckIn.class,
            BookingCommands.CheckOut.class,
            BookingCommands.NoShow.class,
            DeskCommands.Walk.class,
            DeskCommands.Charge.class,
            DeskCommands.Reinstate.class,
            InvoiceCommand.class,
            CloseDayCommand.class,
            BookingQueries.Show.class,
            BookingQueries.History.class,
            BookingQueries.Availability.class,
            BookingQueries.Search.class,
            BookingCommand.class,
            GuestCommand.class,
            PaymentCommand.class,
            ReportCommand.class,
            DocumentCommand.class,
            ProjectionCommand.class,
            BankCommand.class,
            EventsCommand.class,
            TopicsCommand.class,
            SchemasCommand.class,
            DlqCommand.class,
            CatalogueCommand.class,
            DatasetCommand.class,
            DemoCommand.class,
            CompletionCommand.class);

    private StaylogCommand() {}

    /**
     * The program, ready to run these arguments. Reading the options of all commands takes longer than most commands do, so
     * where the first argument names a command, only that one is there; the script for completion needs all of them.
     */
    static CommandLine forArguments(String... arguments) {
        var root = new CommandLine(new StaylogCommand());
        var first = arguments.length == 0 ? "" : arguments[0];
        var named =
                COMMANDS.stream().filter(command -> name(command).equals(first)).toList();
        boolean needsAll = named.isEmpty() || first.equals(CompletionCommand.NAME);
        (needsAll ? COMMANDS : named).forEach(root::addSubcommand);
        return root;
    }

    private static String name(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }
}
