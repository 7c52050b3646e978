package io.staylog.cli.request;

import io.staylog.cli.client.HotelOption;
import io.staylog.schemas.booking.DayCloseRequested;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code staylog close-day}: the night audit. */
@Command(name = "close-day", description = "Close a hotel's business date; who did not arrive becomes a no-show.")
public final class CloseDayCommand implements Callable<Integer> {
    @Mixin
    private HotelOption hotel = new HotelOption();

    @Option(
            names = "--business-date",
            required = true,
            paramLabel = "<date>",
            description = "The date to close; it must be the hotel's current one.")
    private LocalDate businessDate;

    @Mixin
    private StaffActor actor = new StaffActor();

    @Mixin
    private RequestOptions request = new RequestOptions();

    @Override
    public Integer call() {
        return request.ask(
                hotel.hotelId(), id -> new DayCloseRequested(id, hotel.hotelId(), businessDate, actor.actor()));
    }
}
