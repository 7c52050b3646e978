package io.staylog.edge.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers for what failed before any controller was found, in the same form as everything else. */
@Hidden
@RestController
public final class ErrorPage implements ErrorController {
    private static final int SERVER_ERROR = 500;

    private final Problems problems;

    public ErrorPage(Problems problems) {
        this.problems = problems;
    }

    @RequestMapping("/error")
    public ResponseEntity<Problem> show(HttpServletRequest request) {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? code
                : Kind.NOT_FOUND.status();
        var kind = kind(status);
        var problem = problems.of(
                status,
                kind.code(),
                null,
                status >= SERVER_ERROR ? "a fault of this program" : "the request cannot be understood",
                Map.of(),
                null,
                kind.retriable());
        return problems.answer(problem).body(problem);
    }

    private static Kind kind(int status) {
        for (var kind : Kind.values()) {
            if (kind.status() == status) {
                return kind;
            }
        }
        return status >= SERVER_ERROR ? Kind.INTERNAL_ERROR : Kind.BAD_REQUEST;
    }
}
