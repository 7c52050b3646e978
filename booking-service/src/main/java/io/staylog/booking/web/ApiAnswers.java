package io.staylog.booking.web;

import io.staylog.edge.web.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which "no" an operation of the API can answer with: codes by their status. */
final class ApiAnswers {
    // What the door, the address and this program itself can come to, whatever is asked.
    private static final List<Kind> ALWAYS = List.of(
            Kind.INVALID_ID,
            Kind.INVALID_PARAMETER,
            Kind.UNKNOWN_PARAMETER,
            Kind.BAD_REQUEST,
            Kind.UNAUTHORIZED,
            Kind.FORBIDDEN_ORIGIN,
            Kind.NOT_ACCEPTABLE,
            Kind.MEDIA_TYPE_NOT_SUPPORTED,
            Kind.MISDIRECTED_HOST,
            Kind.SENSITIVE_CARD_DATA,
            Kind.INTERNAL_ERROR,
            Kind.NOT_READY);
    private static final List<Kind> CHANGE = List.of(
            Kind.MALFORMED_BODY,
            Kind.UNKNOWN_FIELD,
            Kind.INVALID_VALUE,
            Kind.BODY_TOO_LARGE,
            Kind.BODY_TOO_SLOW,
            Kind.IDEMPOTENCY_KEY_INVALID,
            Kind.IDEMPOTENCY_CONFLICT,
            Kind.OUTCOME_UNKNOWN);
    private static final String FIELDS = "field_invalid";
    private static final String HOTEL = "hotel_not_found";
    private static final String BOOKING = "booking_not_found";
    private static final String STATE = "illegal_transition";
    private static final String[] ROOMS = {
        "room_type_not_found",
        "stay_invalid",
        "occupancy_exceeded",
        "sold_out",
        "stop_sell",
        "closed_to_arrival",
        "closed_to_departure",
        "min_stay_not_met",
        "max_stay_exceeded",
        "price_not_set",
        "price_not_positive",
        "agreed_price_not_allowed",
        "day_closed",
        "limit_exceeded"
    };
    private static final String[] RANGE = {
        "room_type_not_found", "rate_plan_not_found", "range_invalid", "range_too_long", "negative_quantity"
    };

    private ApiAnswers() {}

    /** All of an operation's, by its id, which is the name of its method. */
    static SortedMap<Integer, SortedSet<String>> of(String operation) {
        var answers = new TreeMap<Integer, SortedSet<String>>();
        var kinds = new ArrayList<>(ALWAYS);
        kinds.addAll(kinds(operation));
        kinds.forEach(kind -> add(answers, kind.status(), kind.code()));
        decided(operation).forEach(code -> add(answers, Answers.status(code), code));
        return answers;
    }

    private static void add(SortedMap<Integer, SortedSet<String>> answers, int status, String code) {
        answers.computeIfAbsent(status, number -> new TreeSet<>()).add(code);
    }

    /** What the edge refuses besides. */
    private static List<Kind> kinds(String operation) {
        return switch (operation) {
            case "showHotel", "showBusinessDate", "showAvailability" ->
                List.of(Kind.TOO_MANY_WAITERS, Kind.HOTEL_NOT_FOUND);
            case "showRequest" -> List.of(Kind.TOO_MANY_WAITERS, Kind.REQUEST_NOT_FOUND);
            case "showBooking" -> List.of(Kind.TOO_MANY_WAITERS, Kind.BOOKING_NOT_FOUND);
            case "showHistory" -> List.of(Kind.TOO_MANY_WAITERS, Kind.BOOKING_NOT_FOUND, Kind.LOG_UNAVAILABLE);
            case "requestBooking", "requestWalkIn" -> change(Kind.IDEMPOTENCY_KEY_MISSING, Kind.BOOKING_ID_TAKEN);
            case "closeDay" -> change(Kind.IDEMPOTENCY_KEY_MISSING);
            case "cancel", "modify", "reinstate" ->
                change(
                        Kind.IDEMPOTENCY_KEY_MISSING,
                        Kind.TOO_MANY_WAITERS,
                        Kind.PRECONDITION_INVALID,
                        Kind.PRECONDITION_REQUIRED);
            case "issueInvoice" ->
                change(
                        Kind.IDEMPOTENCY_KEY_MISSING,
                        Kind.TOO_MANY_WAITERS,
                        Kind.PRECONDITION_INVALID,
                        Kind.HOTEL_NOT_FOUND);
            case "checkIn", "checkOut", "noShow", "walk", "charge", "issueCreditNote" ->
                change(Kind.IDEMPOTENCY_KEY_MISSING, Kind.TOO_MANY_WAITERS, Kind.PRECONDITION_INVALID);
            default -> CHANGE;
        };
    }

    private static List<Kind> change(Kind... more) {
        var kinds = new ArrayList<>(CHANGE);
        kinds.addAll(Arrays.asList(more));
        return kinds;
    }

    /** What the hotel decides. */
    private static List<String> decided(String operation) {
        return switch (operation) {
            case "showHotel", "showBusinessDate", "showAvailability", "showRequest", "showBooking", "showHistory" ->
                List.of();
            case "requestBooking", "requestWalkIn" ->
                with(
                        ROOMS,
                        HOTEL,
                        FIELDS,
                        "rate_plan_not_found",
                        "currency_mismatch",
                        "price_changed",
                        "guarantee_insufficient",
                        "duplicate_channel_reference",
                        Answers.PAYMENT_DECLINED,
                        Answers.HOLD_EXPIRED);
            case "modify" ->
                with(
                        ROOMS,
                        BOOKING,
                        FIELDS,
                        STATE,
                        "version_conflict",
                        "modification_not_allowed",
                        "change_pending",
                        Answers.CHANGE_ABANDONED,
                        Answers.PAYMENT_DECLINED,
                        Answers.HOLD_EXPIRED);
            case "reinstate" ->
                List.of(BOOKING, FIELDS, STATE, "version_conflict", "sold_out", "reinstatement_too_late");
            case "walk" -> List.of(BOOKING, FIELDS, STATE, "price_not_positive");
            case "charge" -> List.of(BOOKING, FIELDS, STATE, "charge_too_late", "limit_exceeded");
            case "issueInvoice" ->
                List.of(
                        BOOKING,
                        FIELDS,
                        STATE,
                        "nothing_to_invoice",
                        "hotel_address_missing",
                        "tax_reason_missing",
                        "invoice_outdated",
                        "limit_exceeded");
            case "issueCreditNote" ->
                List.of(BOOKING, FIELDS, "invoice_not_found", "invoice_credited", "hotel_address_missing");
            case "cancel" -> List.of(BOOKING, FIELDS, STATE, "version_conflict");
            case "checkIn" -> List.of(BOOKING, FIELDS, STATE, "check_in_too_early", "day_closed");
            case "checkOut", "noShow" -> List.of(BOOKING, FIELDS, STATE);
            case "closeDay" -> List.of(HOTEL, FIELDS, "day_not_current");
            case "registerHotel" -> List.of(FIELDS, "currency_mismatch");
            case "defineRoomType" -> List.of(HOTEL, FIELDS, "negative_quantity");
            case "defineRatePlan" -> List.of(HOTEL, FIELDS, "price_not_positive");
            case "setPrices" -> with(RANGE, HOTEL, FIELDS, "currency_mismatch", "price_not_positive");
            default -> with(RANGE, HOTEL, FIELDS);
        };
    }

    private static List<String> with(String[] codes, String... more) {
        var all = new ArrayList<>(Arrays.asList(codes));
        all.addAll(Arrays.asList(more));
        return all;
    }
}
