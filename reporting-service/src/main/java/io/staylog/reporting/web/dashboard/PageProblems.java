package io.staylog.reporting.web.dashboard;

import io.staylog.reporting.report.ReportException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;

/** Says "no" to people: what is wrong, and what to do next. Programs are answered elsewhere. */
@ControllerAdvice(
        assignableTypes = {
            HotelPages.class,
            BookingPage.class,
            OperationsPage.class,
            LoginPage.class,
            LiveController.class
        })
@Order(Ordered.HIGHEST_PRECEDENCE)
class PageProblems {
    private static final Logger LOG = LoggerFactory.getLogger(PageProblems.class);

    @ExceptionHandler
    ModelAndView on(ReportException e) {
        return switch (e.kind()) {
            case BAD_REQUEST -> page(HttpStatus.BAD_REQUEST, "That cannot be shown", text(e), false);
            case NOT_FOUND ->
                page(
                        HttpStatus.NOT_FOUND,
                        "Not found",
                        text(e) + " If it is new, wait a moment and load the page again; else choose a hotel.",
                        false);
            case BUSY ->
                page(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "Too many people ask at once",
                        "Load the page again in a few seconds.",
                        true);
            case LATE -> page(HttpStatus.GATEWAY_TIMEOUT, "Not there yet", text(e), true);
            case UNAUTHORIZED -> page(HttpStatus.UNAUTHORIZED, "Only with the token", text(e), false);
        };
    }

    private static String text(ReportException e) {
        return String.valueOf(e.getMessage());
    }

    @ExceptionHandler
    ModelAndView on(MethodArgumentTypeMismatchException e) {
        return page(
                HttpStatus.NOT_FOUND,
                "Not found",
                "The address is not complete. Go back and follow a link, or choose a hotel.",
                false);
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ModelAndView onDatabase(RuntimeException e) {
        LOG.warn("A page cannot be read now: {}", e.getMessage());
        return page(
                HttpStatus.SERVICE_UNAVAILABLE,
                "The figures cannot be read now",
                "The database does not answer. Bookings go on; load the page again in a minute. Whoever runs the system"
                        + " finds the reason at /actuator/health/readiness.",
                true);
    }

    private static ModelAndView page(HttpStatus status, String title, String text, boolean again) {
        var page = new ModelAndView("dashboard/problem");
        page.setStatus(status);
        page.addObject("title", title);
        page.addObject("text", text);
        page.addObject("again", again);
        return page;
    }
}
