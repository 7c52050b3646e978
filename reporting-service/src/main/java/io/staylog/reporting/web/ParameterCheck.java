package io.staylog.reporting.web;

import io.staylog.reporting.report.ReportException;
import io.staylog.reporting.report.ReportException.Kind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses parameters that an address does not know: a misspelt filter must not answer about everything. */
final class ParameterCheck implements HandlerInterceptor {
    private static final String FORMAT = "format";
    private static final String AFTER = FreshnessCheck.PARAMETER;
    private static final int SHOWN_CHARS_MAX = 40;

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method
                && method.getBeanType().getPackageName().equals(ParameterCheck.class.getPackageName())) {
            check(request.getParameterMap(), known(method));
        }
        return true;
    }

    private static Set<String> known(HandlerMethod method) {
        var known = new HashSet<>(Set.of(FORMAT, AFTER));
        Arrays.stream(method.getMethodParameters())
                .filter(parameter -> parameter.hasParameterAnnotation(RequestParam.class))
                .map(MethodParameter::getParameter)
                .forEach(parameter -> known.add(parameter.getName()));
        return known;
    }

    private static void check(Map<String, String[]> given, Set<String> known) {
        given.forEach((name, values) -> {
            if (!known.contains(name)) {
                throw refused("parameter_unknown", "This address has no such parameter.", name);
            }
            if (values.length > 1) {
                throw refused("parameter_repeated", "A parameter is given more than once.", name);
            }
        });
    }

    private static ReportException refused(String code, String message, String name) {
        var shown = name.length() <= SHOWN_CHARS_MAX && name.matches("[A-Za-z0-9_.-]+") ? name : "?";
        return new ReportException(Kind.BAD_REQUEST, code, message, Map.of("parameter", shown));
    }
}
