package io.staylog.edge.web;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** Not UNKNOWN, which readers of the log use for values that they do not know yet; nobody may send it. */
@Constraint(validatedBy = Known.Validator.class)
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface Known {
    String message() default "must be one of the other values";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Compares by name, because each enum has its own UNKNOWN. */
    final class Validator implements ConstraintValidator<Known, Enum<?>> {
        @Override
        public boolean isValid(@Nullable Enum<?> value, ConstraintValidatorContext context) {
            return value == null || !value.name().equals("UNKNOWN");
        }
    }
}
