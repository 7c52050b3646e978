package io.staylog.reporting.report;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** What the hotels' figures are, for Prometheus. Of a chain with very many hotels only the first by id are shown. */
public final class BusinessFigures {
    private static final Logger LOG = LoggerFactory.getLogger(BusinessFigures.class);
    private static final int HOTELS_MAX = 100;

    private final BookingReports reports;
    private final MultiGauge bookings;
    private final MultiGauge roomNights;
    private final MultiGauge revenue;
    private final MultiGauge netCash;

    BusinessFigures(BookingReports reports, MeterRegistry meters) {
        this.reports = reports;
        this.bookings = gauge(meters, "staylog.bookings", "Bookings by status");
        this.roomNights = gauge(meters, "staylog.room.nights.sold", "Room nights of guests who came");
        this.revenue = gauge(meters, "staylog.rooms.revenue.minor", "Rooms revenue net of tax, in minor units");
        this.netCash = gauge(meters, "staylog.net.cash.minor", "Captures less refunds, in minor units");
    }

    private static MultiGauge gauge(MeterRegistry meters, String name, String description) {
        return MultiGauge.builder(name).description(description).register(meters);
    }

    /** Reads the figures once; while the database is away the last ones stay. */
    void refreshIfPossible() {
        try {
            refresh();
        } catch (DataAccessException | TransactionException e) {
            LOG.debug("the figures cannot be read now", e);
        }
    }

    /** Reads the figures once. */
    void refresh() {
        var hotels = reports.totals(null).rows().stream().limit(HOTELS_MAX).toList();
        bookings.register(byStatus(hotels), true);
        roomNights.register(
                hotels.stream()
                        .map(h -> MultiGauge.Row.of(Tags.of("hotel", h.hotelId()), h.roomNightsSold()))
                        .toList(),
                true);
        revenue.register(
                hotels.stream()
                        .map(h -> MultiGauge.Row.of(money(h), h.revenueMinor()))
                        .toList(),
                true);
        netCash.register(
                hotels.stream()
                        .map(h -> MultiGauge.Row.of(money(h), h.netCashMinor()))
                        .toList(),
                true);
    }

    private static Tags money(Rows.Totals hotel) {
        return Tags.of("hotel", hotel.hotelId(), "currency", hotel.currency());
    }

    private static List<MultiGauge.Row<?>> byStatus(List<Rows.Totals> hotels) {
        var rows = new ArrayList<MultiGauge.Row<?>>();
        for (var hotel : hotels) {
            rows.add(row(hotel, "HELD", hotel.held()));
            rows.add(row(hotel, "CONFIRMED", hotel.confirmed()));
            rows.add(row(hotel, "IN_HOUSE", hotel.inHouse()));
            rows.add(row(hotel, "CHECKED_OUT", hotel.checkedOut()));
            rows.add(row(hotel, "CANCELLED", hotel.cancelled()));
            rows.add(row(hotel, "NO_SHOW", hotel.noShow()));
            rows.add(row(hotel, "WALKED", hotel.walked()));
            rows.add(row(hotel, "RELEASED", hotel.released()));
            rows.add(row(hotel, "EXPIRED", hotel.expired()));
        }
        return rows;
    }

    private static MultiGauge.Row<Number> row(Rows.Totals hotel, String status, long bookings) {
        return MultiGauge.Row.of(Tags.of("hotel", hotel.hotelId(), "status", status), bookings);
    }
}
