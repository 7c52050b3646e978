package io.staylog.edge.web;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A date of this and the next century; any other is a slip of the keyboard. */
@Constraint(validatedBy = Day.Validator.class)
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface Day {
    String message() default "must be a date from 2000-01-01 to 2199-12-31";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Knows both ends. */
    final class Validator implements ConstraintValidator<Day, LocalDate> {
        private static final int YEAR_FIRST = 2000;
        private static final int YEAR_LAST = 2199;

        @Override
        public boolean isValid(@Nullable LocalDate value, ConstraintValidatorContext context) {
            return value == null || (value.getYear() >= YEAR_FIRST && value.getYear() <= YEAR_LAST);
        }
    }
}
