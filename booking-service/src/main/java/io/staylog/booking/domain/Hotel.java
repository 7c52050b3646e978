package io.staylog.booking.domain;

import io.staylog.booking.domain.BookingEvent.HotelRegistered;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One hotel, folded from its events: what it sells, what is taken, and the bookings that are alive.
 *
 * <p>Only {@link #evolve} changes it. A booking leaves it {@value #REMEMBERED_DAYS} business dates after it ended.
 */
public final class Hotel {
    static final int REMEMBERED_DAYS = 30;

    private final String id;
    private @Nullable HotelRegistered registration;
    private @Nullable LocalDate businessDate;
    private final Map<String, RoomType> roomTypes = new TreeMap<>();
    private final Map<String, RatePlan> ratePlans = new TreeMap<>();
    private final Calendar calendar = new Calendar();
    private final LiveBookings bookings;
    private final AnsweredRequests answered = new AnsweredRequests();
    private final Map<String, Long> lastNumbers = new TreeMap<>();

    /** A hotel of which nothing is known yet. */
    public Hotel(String id) {
        this.id = id;
        this.bookings = new LiveBookings(id);
    }

    /** The hotel's id, which is the key of its records. */
    public String id() {
        return id;
    }

    /** What it was registered with, or null where it never was. */
    public @Nullable HotelRegistered registration() {
        return registration;
    }

    /** The open business date, or null where the hotel was never registered. */
    public @Nullable LocalDate businessDate() {
        return businessDate;
    }

    /** The open business date of a registered hotel; rules about bookings may rely on it. */
    LocalDate openDate() {
        return Objects.requireNonNull(businessDate, "a hotel without registration has no business date");
    }

    /** Ids of its room classes. */
    public Collection<String> roomTypeIds() {
        return List.copyOf(roomTypes.keySet());
    }

    /** Ids of its rate plans. */
    public Collection<String> ratePlanIds() {
        return List.copyOf(ratePlans.keySet());
    }

    /** Rooms of a class that can still be sold for a night; never negative, 0 for an unknown class. */
    public long available(String roomTypeId, LocalDate night) {
        var type = roomTypes.get(roomTypeId);
        return type == null ? 0 : Math.max(0, type.sellable(night) - type.taken(night));
    }

    /** The calendar price of a night in minor units, or null where none is set. */
    public @Nullable Long price(String ratePlanId, String roomTypeId, LocalDate night) {
        return calendar.price(ratePlanId, roomTypeId, night);
    }

    /** All restrictions that count for a class, plan and night, the general ones too. */
    public List<Restriction> restrictions(String ratePlanId, String roomTypeId, LocalDate night) {
        return calendar.restrictions(ratePlanId, roomTypeId, night);
    }

    @Nullable
    RoomType roomType(String roomTypeId) {
        return roomTypes.get(roomTypeId);
    }

    @Nullable
    RatePlan ratePlan(String ratePlanId) {
        return ratePlans.get(ratePlanId);
    }

    @Nullable
    Booking booking(UUID bookingId) {
        return bookings.get(bookingId);
    }

    boolean hasAnswered(UUID requestId) {
        return answered.contains(requestId);
    }

    /** The live or recently ended booking that a channel knows under a reference. */
    @Nullable
    UUID bookingOf(Channel channel, String reference) {
        return bookings.find(channel, reference);
    }

    /** Confirmed bookings that should have arrived by a date. */
    List<Booking> dueInBy(LocalDate date) {
        return bookings.dueInBy(date);
    }

    /** Held bookings that should have arrived by a date. */
    List<Booking> heldUntil(LocalDate date) {
        return bookings.heldUntil(date);
    }

    /** Bookings that wait for the payment of a change after which they should have arrived by a date. */
    List<Booking> changingUntil(LocalDate date) {
        return bookings.changingUntil(date);
    }

    /** The booking that a payment was asked for; null where none is known. */
    @Nullable
    Booking bookingPaidBy(UUID paymentId) {
        return bookings.paidBy(paymentId);
    }

    /** When the next hold or pending change ends, in milliseconds since the epoch; {@link Long#MAX_VALUE} where there is none. */
    public long nextDueAt() {
        return bookings.nextDueAt();
    }

    /** What to decide then. */
    public BookingCommand whenDue() {
        return new BookingCommand.HoldExpiryDue(bookings.nextDue());
    }

    /** Takes an event into the state. Total: it never throws, whatever the state. */
    public void evolve(BookingEvent event) {
        switch (event) {
            case BookingEvent.HotelFact fact -> {
                answered.add(fact.requestId());
                HotelFactEffects.evolve(this, fact);
            }
            case BookingEvent.OfBooking change -> BookingEffects.evolve(this, change);
            case BookingEvent.PaymentAsked asked -> BookingEffects.evolve(this, asked);
            case BookingEvent.BusinessDayClosed closed -> {
                answered.add(closed.requestId());
                open(closed.businessDate());
            }
            case BookingEvent.RequestRejected rejected -> answered.add(rejected.requestId());
            case BookingEvent.OverbookedDetected _ -> {}
        }
    }

    /** The next number of a series of invoices or credit notes. */
    long nextNumber(String series) {
        return lastNumbers.getOrDefault(series, 0L) + 1;
    }

    void numbered(String series, long number) {
        lastNumbers.put(series, number);
    }

    void put(Booking booking) {
        bookings.put(booking);
    }

    void answered(@Nullable UUID requestId) {
        answered.add(requestId);
    }

    private void open(LocalDate date) {
        businessDate = date;
        roomTypes.values().forEach(type -> type.forgetBefore(date));
        calendar.forgetBefore(date);
        bookings.forgetEndedBefore(date.minusDays(REMEMBERED_DAYS));
    }

    void register(HotelRegistered fact) {
        registration = fact;
        if (businessDate == null) {
            businessDate = fact.businessDate();
        }
    }

    RoomType roomTypeToDefine(String roomTypeId) {
        return roomTypes.computeIfAbsent(roomTypeId, type -> new RoomType());
    }

    void define(String ratePlanId, RatePlan plan) {
        ratePlans.put(ratePlanId, plan);
    }

    Calendar calendar() {
        return calendar;
    }

    /** Everything it knows, as a value. */
    public HotelPicture picture() {
        return picture(bookings.all(), answered.picture());
    }

    /** What little there is besides its bookings and the requests that it has answered, as a value. */
    public HotelPicture house() {
        return picture(List.of(), List.of());
    }

    private HotelPicture picture(List<Booking> shown, List<UUID> requests) {
        var types = new TreeMap<String, RoomType.Picture>();
        roomTypes.forEach((type, counts) -> types.put(type, counts.picture()));
        return new HotelPicture(
                registration,
                businessDate,
                types,
                ratePlans,
                calendar.pricePicture(),
                calendar.restrictionPicture(),
                shown,
                requests,
                lastNumbers);
    }

    /** Its bookings and the requests that it has answered, packed, in the {@link #packedForm form} of this program. */
    public byte[] packed() {
        var out = new ByteWriter();
        bookings.write(out);
        answered.write(out);
        return out.toByteArray();
    }

    /** Tells the form of {@link #packed} from those of programs with other kinds of channels, states and the like. */
    public static int packedForm() {
        return BookingBytes.FORM;
    }

    /** The hotel that a picture shows. */
    public static Hotel of(String id, HotelPicture picture) {
        var hotel = new Hotel(id);
        hotel.registration = picture.registration();
        hotel.businessDate = picture.businessDate();
        picture.roomTypes().forEach((type, counts) -> hotel.roomTypes.put(type, new RoomType(counts)));
        hotel.ratePlans.putAll(picture.ratePlans());
        hotel.calendar.restore(picture.prices(), picture.restrictions());
        picture.bookings().forEach(hotel.bookings::put);
        picture.answered().forEach(hotel.answered::add);
        hotel.lastNumbers.putAll(picture.lastNumbers());
        return hotel;
    }

    /**
     * The hotel with what {@link #packed} has given.
     *
     * @throws RuntimeException of some kind if the bytes are anything else
     */
    public static Hotel of(String id, HotelPicture house, byte[] packed) {
        var hotel = of(id, house);
        var in = new ByteReader(packed);
        hotel.bookings.read(in);
        hotel.answered.read(in);
        return hotel;
    }
}
