package io.staylog.booking.web;

import static java.time.temporal.ChronoUnit.DAYS;

import io.staylog.booking.web.BookingBodies.RoomStayBody;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.PositiveOrZero;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What makes no sense whatever the hotel: it is refused here, under the code that the decider has for it (see Kind). Whoever writes to the
 * log himself gets the same answer from there.
 */
final class Shapes {
    private Shapes() {}

    /** Nights {@code [from, to)}. */
    interface Nights {
        @Nullable
        LocalDate from();

        @Nullable
        LocalDate to();
    }

    /** Money that is asked for; what flows back has fields of its own. */
    @PositiveOrZero
    @ReportAsSingleViolation
    @Constraint(validatedBy = {})
    @Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
    @Retention(RetentionPolicy.RUNTIME)
    @interface Price {
        String message() default "must be 0 or more, in minor units";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    /** Something that is counted. */
    @PositiveOrZero
    @ReportAsSingleViolation
    @Constraint(validatedBy = {})
    @Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
    @Retention(RetentionPolicy.RUNTIME)
    @interface Quantity {
        String message() default "must be 0 or more";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    /** Departure after arrival, or on the same day where the room is wanted for the day. */
    @Constraint(validatedBy = StayValidator.class)
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Stay {
        String message() default "";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    /** A range that ends after it begins. */
    @Constraint(validatedBy = RangeValidator.class)
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Range {
        String message() default "must be after from, as the range is [from, to)";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    /** A range that is not too long. */
    @Constraint(validatedBy = RangeLengthValidator.class)
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @interface RangeLength {
        String message() default "must be at most " + Limits.NIGHTS_MAX + " days after from; send several ranges";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    /** Knows what a stay is. */
    static final class StayValidator implements ConstraintValidator<Stay, RoomStayBody> {
        @Override
        public boolean isValid(@Nullable RoomStayBody stay, ConstraintValidatorContext context) {
            var objection = stay == null ? null : objection(stay);
            if (objection == null) {
                return true;
            }
            refuse(context, objection.field(), objection.message());
            return false;
        }

        private record Objection(String field, String message) {}

        private static @Nullable Objection objection(RoomStayBody stay) {
            var arrival = stay.arrivalDate();
            var departure = stay.departureDate();
            if (arrival == null || departure == null) {
                return null; // Refused for that.
            }
            boolean isDayUse = Boolean.TRUE.equals(stay.dayUse());
            if (departure.isBefore(arrival)) {
                return new Objection("departureDate", "must not be before arrivalDate");
            }
            if (departure.equals(arrival) != isDayUse) {
                return isDayUse
                        ? new Objection("dayUse", "must be absent where departureDate is after arrivalDate")
                        : new Objection("departureDate", "must be after arrivalDate, or dayUse must be true");
            }
            return DAYS.between(arrival, departure) > Limits.NIGHTS_MAX
                    ? new Objection("departureDate", "must be at most " + Limits.NIGHTS_MAX + " days after arrivalDate")
                    : null;
        }
    }

    /** Knows what a range is. */
    static final class RangeValidator implements ConstraintValidator<Range, Nights> {
        @Override
        public boolean isValid(@Nullable Nights nights, ConstraintValidatorContext context) {
            var from = nights == null ? null : nights.from();
            var to = nights == null ? null : nights.to();
            boolean isValid = from == null || to == null || from.isBefore(to);
            if (!isValid) {
                refuse(context, "to", context.getDefaultConstraintMessageTemplate());
            }
            return isValid;
        }
    }

    /** Knows how long a range may be. */
    static final class RangeLengthValidator implements ConstraintValidator<RangeLength, Nights> {
        @Override
        public boolean isValid(@Nullable Nights nights, ConstraintValidatorContext context) {
            var from = nights == null ? null : nights.from();
            var to = nights == null ? null : nights.to();
            boolean isValid = from == null || to == null || DAYS.between(from, to) <= Limits.NIGHTS_MAX;
            if (!isValid) {
                refuse(context, "to", context.getDefaultConstraintMessageTemplate());
            }
            return isValid;
        }
    }

    private static void refuse(ConstraintValidatorContext context, String field, String message) {
        context.disableDefaultConstraintViolation();
        context.buildConstraintViolationWithTemplate(message)
                .addPropertyNode(field)
                .addConstraintViolation();
    }
}
