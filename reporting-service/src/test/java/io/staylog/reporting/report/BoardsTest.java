package io.staylog.reporting.report;

import static io.staylog.reporting.testing.Events.HOTEL;
import static io.staylog.reporting.testing.Events.hotel;
import static io.staylog.reporting.testing.Events.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staylog.reporting.projection.ProjectorFixture;
import io.staylog.reporting.testing.Log;
import io.staylog.reporting.testing.Season;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.testkit.RegistryDouble;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the dashboard shows of a season, held against the reports and against the rows behind each number. */
class BoardsTest {
    private static final long SEED = Long.getLong("seed", 20260905L);

    private static RegistryDouble registry;
    private static ProjectorFixture rows;
    private static Snapshot snapshot;
    private static Boards boards;
    private static Board board;

    @BeforeAll
    static void project() {
        System.out.println("season of seed " + SEED);
        registry = RegistryDouble.withOurSchemas();
        var schemas = new SchemaRegistry(registry.url());
        rows = new ProjectorFixture(schemas);
        var log = new Log(schemas)
                .add(Season.of(SEED).toArray(SpecificRecord[]::new))
                .add(hotel("fresh", "2026-09-05"));
        rows.project(log.records(), 2_000);
        snapshot = new Snapshot(rows.jdbc, rows.manager);
        boards = new Boards(snapshot, Clock.systemUTC());
        board = boards.board(HOTEL).value();
    }

    @AfterAll
    static void close() {
        rows.close();
        registry.close();
    }

    @ParameterizedTest
    @EnumSource(Behind.class)
    void each_number_counts_the_rows_behind_it(Behind behind) {
        var value = switch (behind) {
            case CHANNEL -> board.channels().getFirst().channel();
            case LEAD -> "6";
            case NIGHT -> Season.TODAY.toString();
            case DECLINE_CODE -> board.payments().declines().getFirst().code();
            case REFUSED -> "sold_out";
            default -> null;
        };
        var found = boards.behind(HOTEL, behind, new Listing.About(value, null, null, null, null))
                .value();
        int listed = found.stays().size()
                + found.payments().size()
                + found.refused().size()
                + found.notified().size();
        assertThat(listed).isEqualTo((int) Math.min(200, found.total()));
        assertThat(found.events().isEmpty())
                .isEqualTo(found.stays().isEmpty() && found.payments().isEmpty());
        long shown = switch (behind) {
            case CHANNEL -> board.channels().getFirst().bookings();
            case LEAD -> board.leads().get(5).bookings();
            case NIGHT -> board.tonight().taken();
            case DECLINE_CODE -> board.payments().declines().getFirst().payments();
            case REFUSED -> board.refusals().getFirst().requests();
            default -> board.count(behind.name());
        };
        assertThat(found.total()).isEqualTo(shown);
    }

    @Test
    void a_season_has_something_of_everything_that_is_shown() {
        assertThat(board.count("IN_HOUSE")).isPositive();
        assertThat(board.count("ARRIVALS_DUE")).isPositive();
        assertThat(board.count("DEPARTED")).isPositive();
        assertThat(board.count("FUNNEL_DECLINED")).isPositive();
        assertThat(board.count("DECLINED")).isPositive();
        assertThat(board.nights()).hasSize(4).allMatch(type -> type.nights().size() == 90);
        assertThat(board.ticker()).hasSize(10);
        assertThat(board.overbooked()).isNotEmpty().allMatch(night -> night.over() == 1);
    }

    @Test
    void the_figures_are_those_of_the_reports() {
        var reports = new NightReports(snapshot);
        var month = new Scope(HOTEL, Season.TODAY.withDayOfMonth(1), Season.TODAY);
        var kpi = reports.kpi(month, By.MONTH, NightReports.Base.PHYSICAL, null)
                .rows()
                .getFirst();
        assertThat(board.figures().adrMinor()).isEqualTo(kpi.adrMinor());
        assertThat(board.figures().revparMinor()).isEqualTo(kpi.revparMinor());
        pickup(reports, Season.TODAY, board.figures().pickup());
        pickup(reports, Season.TODAY.minusDays(364), board.figures().pickupLastYear());
    }

    private static void pickup(NightReports reports, LocalDate on, Board.Pickup shown) {
        var nights = new Scope(HOTEL, on, null);
        var report = reports.pickup(nights, on.minusDays(1), on, By.MONTH).rows();
        assertThat(shown.nights())
                .isEqualTo(report.stream().mapToLong(Rows.Pickup::pickupNights).sum());
        assertThat(shown.addedNights())
                .isEqualTo(report.stream().mapToLong(Rows.Pickup::addedNights).sum());
        assertThat(shown.revenueMinor())
                .isEqualTo(report.stream()
                        .mapToLong(Rows.Pickup::pickupRevenueMinor)
                        .sum());
        assertThat(shown.addedNights()).isPositive();
    }

    @Test
    void the_tile_of_a_hotel_says_what_its_board_says() {
        var tile = boards.tiles("SEA").value().getFirst();
        assertThat(tile.inHouse()).isEqualTo(board.count("IN_HOUSE"));
        assertThat(tile.arrivalsDue()).isEqualTo(board.count("ARRIVALS_DUE"));
        assertThat(tile.departed()).isEqualTo(board.count("DEPARTED"));
        assertThat(tile.soldTonight()).isEqualTo(board.tonight().taken());
        assertThat(tile.roomsTonight()).isEqualTo(board.tonight().rooms());
        assertThat(boards.tiles("nowhere").value()).isEmpty();
        assertThat(boards.tiles("").value()).hasSize(2);
    }

    @Test
    void a_fresh_hotel_has_an_empty_board() {
        var fresh = boards.board("fresh").value();
        assertThat(fresh.nights()).isEmpty();
        assertThat(fresh.counts().values()).containsOnly(0L);
        assertThat(fresh.figures().adrMinor()).isNull();
        assertThat(fresh.tonight().occupancyPct()).isNull();
    }

    @Test
    void a_booking_is_found_with_its_hotel() {
        var found = boards.booking(id("season 30")).value();
        assertThat(found.hotel().hotelId()).isEqualTo(HOTEL);
        assertThat(found.guest()).isEqualTo("(no name)");
        assertThatThrownBy(() -> boards.booking(new UUID(1, 2))).isInstanceOf(ReportException.class);
    }

    @Test
    void a_list_that_cannot_be_is_refused() {
        for (var value : new String[] {null, "", "2026-02-31", "9999-01-01", "'; drop table booking"}) {
            assertThatThrownBy(
                            () -> boards.behind(HOTEL, Behind.NIGHT, new Listing.About(value, null, null, null, null)))
                    .as(value)
                    .isInstanceOf(ReportException.class);
        }
        assertThatThrownBy(() -> boards.behind(HOTEL, Behind.IN_HOUSE, Listing.About.now("x")))
                .isInstanceOf(ReportException.class);
        assertThatThrownBy(() -> boards.board("nowhere")).isInstanceOf(ReportException.class);
        assertThat(boards.behind(HOTEL, Behind.CHANNEL, Listing.About.now("' or true --"))
                        .value()
                        .total())
                .isZero();
    }

    @Test
    void occupancy_is_a_share_of_the_rooms() {
        assertThat(Board.pct(1, 3)).isEqualTo(new BigDecimal("33.3"));
        assertThat(Board.pct(1, 0)).isNull();
    }
}
