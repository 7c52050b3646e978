package io.staylog.edge.web;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An id that a hotel chooses: of itself, a room class or a rate plan. It is safe in paths, logs and file names. */
@Pattern(regexp = Id.FORM)
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Id {
    /** Not "." nor "..", which paths take for something else. */
    String FORM = "(?!\\.{1,2}$)[A-Za-z0-9._-]{1,64}";

    String message() default "must be 1 to 64 letters, digits, dots, dashes or underscores";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
