package io.staylog.cli.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staylog.cli.dataset.Step.Command;
import io.staylog.cli.terminal.Failure;
import io.staylog.schemas.booking.BookingRequested;
import io.staylog.schemas.common.Channel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingARowTest {
    private static final String HEADER =
            "hotel,lead_time,arrival_date_year,arrival_date_month,arrival_date_day_of_month,"
                    + "stays_in_weekend_nights,stays_in_week_nights,adults,children,babies,distribution_channel,"
                    + "reserved_room_type,deposit_type,adr,reservation_status,reservation_status_date";

    @TempDir
    Path directory;

    @Test
    void prices_are_exact_cents() {
        assertThat(DatasetFile.cents("75")).isEqualTo(7_500);
        assertThat(DatasetFile.cents("96.49")).isEqualTo(9_649);
        assertThat(DatasetFile.cents("0")).isZero();
    }

    @Test
    void the_negative_price_becomes_nothing() {
        assertThat(DatasetFile.cents("-6.38")).isZero();
    }

    @Test
    void channels_have_our_names() {
        assertThat(DatasetFile.channel("TA/TO")).isEqualTo(Channel.OTA);
        assertThat(DatasetFile.channel("Direct")).isEqualTo(Channel.DIRECT_WEB);
        assertThat(DatasetFile.channel("Undefined")).isEqualTo(Channel.DIRECT_WEB);
        assertThat(DatasetFile.channel("Corporate")).isEqualTo(Channel.CORPORATE);
        assertThat(DatasetFile.channel("GDS")).isEqualTo(Channel.GDS);
    }

    @Test
    void a_row_without_any_guest_becomes_one_adult() {
        assertThat(Party.of(0, 0, 0)).isEqualTo(new Party(1, List.of()));
    }

    @Test
    void as_many_people_come_as_the_row_says() {
        assertThat(Party.of(2, 1, 1)).isEqualTo(new Party(2, List.of(10, 1)));
        assertThat(Party.of(0, 2, 0)).isEqualTo(new Party(1, List.of(10)));
    }

    @Test
    void a_stay_has_one_price_per_night_and_the_total_the_caller_expects() throws IOException {
        var row = only("City Hotel,7,2015,July,1,1,2,1,0,0,Direct,A,No Deposit,75.5,Check-Out,2015-07-04");

        var request = (BookingRequested)
                DatasetRequests.step(DatasetIds.booking(0), new Step(row.booked(), Command.PLACE, 0), row);

        assertThat(row.booked()).isEqualTo(LocalDate.of(2015, 6, 24));
        assertThat(request.getRoomStays().getFirst().getAgreedNightsMinor()).containsExactly(7_550L, 7_550L, 7_550L);
        assertThat(request.getExpectedTotalMinor()).isEqualTo(22_650L);
        assertThat(request.getRatePlanId()).isEqualTo("NO_DEPOSIT");
    }

    @Test
    void day_use_has_no_night_and_leaves_in_the_evening_of_its_day() throws IOException {
        var row = only("Resort Hotel,0,2015,July,1,0,0,2,NA,0,Direct,C,Non Refund,10,Check-Out,2015-07-01");

        var request = (BookingRequested)
                DatasetRequests.step(DatasetIds.booking(0), new Step(row.booked(), Command.PLACE, 0), row);
        var commands = ReplayOrder.of(List.of(row)).stream().map(Step::command).toList();

        assertThat(request.getRoomStays().getFirst().getAgreedNightsMinor()).isEmpty();
        assertThat(request.getExpectedTotalMinor()).isZero();
        assertThat(row.prepaid()).isFalse();
        assertThat(commands).containsExactly(Command.PLACE, Command.CHECK_IN, Command.CHECK_OUT_DAY_USE);
    }

    @Test
    void a_bad_line_is_named() throws IOException {
        var file = write("City Hotel,seven,2015,July,1,1,2,1,0,0,Direct,A,No Deposit,75.5,Check-Out,2015-07-04");

        assertThatThrownBy(() -> DatasetFile.read(file))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("seven");
    }

    @Test
    void a_file_without_a_column_is_refused_with_its_name() throws IOException {
        var file = Files.writeString(directory.resolve("bookings.csv"), "hotel,lead_time\nCity Hotel,3\n");

        assertThatThrownBy(() -> DatasetFile.read(file))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("arrival_date");
    }

    @Test
    void an_empty_file_is_refused() throws IOException {
        var file = Files.createFile(directory.resolve("bookings.csv"));

        assertThatThrownBy(() -> DatasetFile.read(file)).isInstanceOf(Failure.class);
    }

    private DatasetRow only(String line) throws IOException {
        return DatasetFile.read(write(line)).getFirst();
    }

    private Path write(String line) throws IOException {
        return Files.writeString(directory.resolve("bookings.csv"), HEADER + "\r\n" + line + "\r\n");
    }
}
