package io.staylog.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.schemas.booking.BookingConfirmed;
import io.staylog.schemas.booking.BookingRequested;
import io.staylog.schemas.booking.BookingTerms;
import io.staylog.schemas.booking.CheckInReported;
import io.staylog.schemas.booking.CheckOutReported;
import io.staylog.schemas.booking.DayCloseRequested;
import io.staylog.schemas.booking.GuestCheckedIn;
import io.staylog.schemas.booking.HotelRegistered;
import io.staylog.schemas.booking.PricesSet;
import io.staylog.schemas.common.CancellationPolicy;
import io.staylog.schemas.common.Channel;
import io.staylog.schemas.common.Fee;
import io.staylog.schemas.common.FeeType;
import io.staylog.schemas.common.Guarantee;
import io.staylog.schemas.common.RoomStay;
import io.staylog.schemas.guest.GuestProfileSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class DemoLifeTest {
    private static final LocalDate TODAY = LocalDate.parse("2027-05-01");

    private long ids;
    private final DemoDesk desk = new DemoDesk();
    private final DemoLife life = new DemoLife("demo", desk, new Random(1), this::id);

    private UUID id() {
        return new UUID(7, ids++);
    }

    @Test
    void every_class_has_a_price_under_every_plan_before_anything_is_sold() {
        var facts = new DemoHotel("demo", this::id).setUp(TODAY);

        assertThat(facts.getFirst()).isInstanceOf(HotelRegistered.class);
        assertThat(facts).filteredOn(PricesSet.class::isInstance).hasSize(9);
    }

    @Test
    void nobody_books_without_having_said_who_it_is() {
        open();

        var records = life.booking();

        var guest = (GuestProfileSet) records.getFirst();
        var request = (BookingRequested) records.getLast();
        assertThat(request.getGuestId()).isEqualTo(guest.getGuestId());
        assertThat(request.getRoomStays().getFirst().getArrivalDate()).isAfterOrEqualTo(TODAY);
    }

    @Test
    void at_the_end_of_a_day_who_is_due_leaves_and_the_day_is_closed() {
        open();
        var leaving = confirmed(TODAY.minusDays(2), TODAY);
        var staying = confirmed(TODAY.minusDays(1), TODAY.plusDays(1));
        List.of(leaving, staying)
                .forEach(booking -> desk.see(GuestCheckedIn.newBuilder()
                        .setRequestId(id())
                        .setHotelId("demo")
                        .setBookingId(booking)
                        .setVersion(2)
                        .setBusinessDate(TODAY)
                        .build()));

        var records = life.endOfDay();

        assertThat(records)
                .filteredOn(CheckOutReported.class::isInstance)
                .extracting(record -> ((CheckOutReported) record).getBookingId())
                .containsExactly(leaving);
        assertThat(((DayCloseRequested) records.getLast()).getBusinessDate()).isEqualTo(TODAY);
    }

    @Test
    void almost_everybody_who_is_expected_arrives() {
        open();
        for (int i = 0; i < 200; i++) {
            confirmed(TODAY, TODAY.plusDays(1));
        }

        assertThat(life.endOfDay())
                .filteredOn(CheckInReported.class::isInstance)
                .hasSizeBetween(170, 199);
    }

    @Test
    void the_same_seed_lives_the_same_life() {
        open();
        confirmed(TODAY, TODAY.plusDays(1));
        var once = play();
        ids = 1_000;
        var again = new DemoLife("demo", desk, new Random(2), this::id);

        assertThat(play(again)).isEqualTo(once);
    }

    private List<SpecificRecord> play() {
        ids = 1_000;
        return play(new DemoLife("demo", desk, new Random(2), this::id));
    }

    private static List<SpecificRecord> play(DemoLife life) {
        var records = new ArrayList<SpecificRecord>();
        for (int i = 0; i < 100; i++) {
            records.addAll(life.next());
        }
        return records;
    }

    private void open() {
        desk.see(new DemoHotel("demo", this::id).setUp(TODAY).getFirst());
    }

    private UUID confirmed(LocalDate arrival, LocalDate departure) {
        var booking = id();
        var stay = new RoomStay(1, "DOUBLE", arrival, departure, 2, List.of(), List.of());
        var terms = BookingTerms.newBuilder()
                .setConfirmationCode("K7M2Q9RA")
                .setChannel(Channel.OTA)
                .setRatePlanId("FLEXIBLE")
                .setGuarantee(Guarantee.NONE)
                .setRoomStays(List.of(stay))
                .setCurrency("EUR")
                .setTotalGrossMinor(0)
                .setDueNowMinor(0)
                .setCancellationPolicy(new CancellationPolicy(List.of(), new Fee(FeeType.NIGHTS, 1L)))
                .build();
        desk.see(BookingConfirmed.newBuilder()
                .setHotelId("demo")
                .setBookingId(booking)
                .setVersion(1)
                .setBusinessDate(TODAY)
                .setTerms(terms)
                .build());
        return booking;
    }
}
