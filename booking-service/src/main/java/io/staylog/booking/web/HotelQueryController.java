package io.staylog.booking.web;

import io.staylog.booking.view.Availability;
import io.staylog.booking.view.HotelView;
import io.staylog.booking.view.ReadModel;
import io.staylog.booking.view.StayQuestion;
import io.staylog.edge.web.Day;
import io.staylog.edge.web.Id;
import io.staylog.edge.web.Kind;
import io.staylog.edge.web.RefusedException;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows hotels and what they offer. */
@RestController
@RequestMapping(path = "/v1/hotels/{hotelId}", produces = MediaType.APPLICATION_JSON_VALUE)
final class HotelQueryController {
    private final ReadModel model;
    private final Freshness freshness;

    HotelQueryController(ReadModel model, Freshness freshness) {
        this.model = model;
        this.freshness = freshness;
    }

    /**
     * The day that a hotel lives.
     *
     * @param hotelId the hotel
     * @param businessDate its open business date
     * @param position of the newest event that is taken into account
     */
    record BusinessDate(String hotelId, LocalDate businessDate, String position) {}

    @Operation(summary = "Show a hotel")
    @GetMapping
    ResponseEntity<HotelView> showHotel(
            @PathVariable @Id String hotelId,
            @RequestParam(name = Freshness.PARAMETER, required = false) @Nullable String minPosition) {
        freshness.await(minPosition);
        freshness.requireHotel(hotelId);
        var hotel = hotel(hotelId);
        return ResponseEntity.ok().header(Answers.POSITION, hotel.position()).body(hotel);
    }

    @Operation(summary = "Show the open business date of a hotel")
    @GetMapping("/business-date")
    ResponseEntity<BusinessDate> showBusinessDate(
            @PathVariable @Id String hotelId,
            @RequestParam(name = Freshness.PARAMETER, required = false) @Nullable String minPosition) {
        freshness.await(minPosition);
        freshness.requireHotel(hotelId);
        var hotel = hotel(hotelId);
        return ResponseEntity.ok()
                .header(Answers.POSITION, hotel.position())
                .body(new BusinessDate(hotelId, hotel.businessDate(), hotel.position()));
    }

    @Operation(summary = "Show what a hotel offers for a stay, and why it does not offer the rest")
    @GetMapping("/availability")
    ResponseEntity<Availability> showAvailability(
            @PathVariable @Id String hotelId,
            @RequestParam @Day LocalDate arrival,
            @RequestParam @Day LocalDate departure,
            @RequestParam(defaultValue = "1") @Min(1) @Max(Limits.GUESTS_MAX) int adults,
            @RequestParam(required = false) @Nullable @Id String ratePlan,
            @RequestParam(name = Freshness.PARAMETER, required = false) @Nullable String minPosition) {
        if (departure.isBefore(arrival)) {
            throw new RefusedException(Kind.INVALID_PARAMETER, "departure", "must not be before arrival");
        }
        freshness.await(minPosition);
        freshness.requireHotel(hotelId);
        var availability = model.availability(hotelId, new StayQuestion(arrival, departure, adults, ratePlan));
        if (availability == null) {
            throw unknown();
        }
        return ResponseEntity.ok()
                .header(Answers.POSITION, availability.position())
                .body(availability);
    }

    private HotelView hotel(String hotelId) {
        var hotel = model.hotel(hotelId);
        if (hotel == null) {
            throw unknown();
        }
        return hotel;
    }

    private static RefusedException unknown() {
        return new RefusedException(Kind.HOTEL_NOT_FOUND, "hotelId", "no hotel is registered under this id");
    }
}
