package io.staylog.booking.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BookingBytesTest {
    private static final UUID ID = new UUID(1, 2);
    private static final LocalDate DAY = LocalDate.of(2026, 12, 31);
    private static final Instant AT = Instant.parse("2026-12-31T13:00:00.123456789Z");

    private static Booking plain(Booking.State state, Terms terms) {
        return new Booking(ID, "rio", DAY, state, 3, terms, null, null, false, Account.EMPTY, null, null);
    }

    private static Terms terms(String code, List<RoomStay> stays) {
        var policy = new CancellationPolicy(List.of(), new Fee(Fee.Type.FIXED, 0));
        return new Terms(code, Channel.DIRECT_PHONE, null, null, "flex", Guarantee.NONE, stays, "EUR", 0, policy, null);
    }

    private static RoomStay stay(long grossMinor) {
        return new RoomStay(
                1,
                "double",
                DAY,
                DAY.plusDays(1),
                2,
                List.of(0, 17),
                List.of(new NightPrice(DAY, grossMinor, grossMinor - 1, 600)));
    }

    private static Booking full() {
        var policy = new CancellationPolicy(
                List.of(
                        new CancellationPolicy.Tier(Instant.EPOCH, new Fee(Fee.Type.NIGHTS, 1), null),
                        new CancellationPolicy.Tier(AT, new Fee(Fee.Type.PERCENT_BPS, 5_000), 48)),
                new Fee(Fee.Type.NIGHTS, 2));
        var terms = new Terms(
                "ABCDEFGH",
                Channel.OTA,
                "réf-\uD83C\uDFE8",
                new UUID(-1, Long.MIN_VALUE),
                "flex",
                Guarantee.CARD,
                List.of(stay(12_900), stay(0)),
                "JPY",
                Long.MAX_VALUE,
                policy,
                "");
        var money = new Money(
                new UUID(3, 4),
                BookingEvent.Purpose.CHANGE_DIFFERENCE,
                true,
                Money.Status.LATE,
                1,
                -2,
                Long.MIN_VALUE,
                4,
                5,
                6,
                new UUID(5, 6),
                null);
        var line = new FolioLine(FolioLine.Kind.CHARGE, ChargeKind.OTHER, "Mini bar", DAY, 500, 450, 2_000);
        var invoice = new Invoice(
                "INV",
                17,
                new UUID(7, 8),
                List.of(new InvoiceLine(line, 3, "reason", true), new InvoiceLine(line, 1)),
                true);
        var change =
                new PendingChange(new UUID(9, 9), List.of(stay(1)), policy, new UUID(10, 10), AT, new UUID(11, 11), 77);
        return new Booking(
                ID,
                "rio",
                DAY,
                Booking.State.HELD,
                Integer.MAX_VALUE,
                terms,
                new UUID(12, 12),
                AT,
                true,
                new Account(List.of(money, money), List.of(line), List.of(invoice)),
                change,
                new Ending(LocalDate.of(1999, 1, 1), -1));
    }

    private static Booking thereAndBack(Booking booking) {
        return BookingBytes.read("rio", BookingBytes.of(booking, new ByteWriter()));
    }

    @Test
    void a_booking_with_everything_that_it_can_have_comes_back_as_it_was() {
        assertThat(thereAndBack(full())).isEqualTo(full());
    }

    @ParameterizedTest
    @EnumSource
    void a_booking_with_nothing_that_it_may_lack_comes_back_as_it_was(Booking.State state) {
        var booking = plain(state, terms(Ids.confirmationCode(ID), List.of(stay(12_900))));
        assertThat(thereAndBack(booking)).isEqualTo(booking);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 63, 64, -64, -65, 8_191, 1L << 31, Long.MAX_VALUE, Long.MIN_VALUE})
    void an_amount_of_any_size_comes_back_as_it_was(long amountMinor) {
        var booking = plain(Booking.State.CONFIRMED, terms("other", List.of(stay(amountMinor))));
        assertThat(thereAndBack(booking)).isEqualTo(booking);
    }

    @Test
    void one_writer_writes_one_booking_after_the_other() {
        var writer = new ByteWriter();
        var first = BookingBytes.of(full(), writer);
        var small = plain(Booking.State.IN_HOUSE, terms("x", List.of(stay(1))));
        assertThat(BookingBytes.read("rio", BookingBytes.of(small, writer))).isEqualTo(small);
        assertThat(BookingBytes.read("rio", first)).isEqualTo(full());
    }

    @Test
    void a_usual_booking_takes_less_than_a_hundred_bytes() {
        var booking = plain(Booking.State.CONFIRMED, terms(Ids.confirmationCode(ID), List.of(stay(12_900))));
        assertThat(BookingBytes.of(booking, new ByteWriter())).hasSizeLessThan(100);
    }

    @Test
    void who_should_have_arrived_is_found_without_reading_the_rest() {
        var confirmed = plain(Booking.State.CONFIRMED, terms("x", List.of(stay(1))));
        var bytes = BookingBytes.of(confirmed, new ByteWriter());
        assertThat(BookingBytes.isDueInBy(bytes, DAY)).isTrue();
        assertThat(BookingBytes.isDueInBy(bytes, DAY.minusDays(1))).isFalse();
        var arrived = plain(Booking.State.IN_HOUSE, terms("x", List.of(stay(1))));
        assertThat(BookingBytes.isDueInBy(BookingBytes.of(arrived, new ByteWriter()), DAY))
                .isFalse();
    }
}
