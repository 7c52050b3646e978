package io.staylog.edge.web;

import io.staylog.schemas.CardNumbers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses addresses that hold card numbers, and parameters that nobody reads, because a misspelt filter must not be taken for
 * one that was applied.
 */
public final class OnlyKnownParameters implements HandlerInterceptor {
    private static final Set<String> FORMS = Set.of("application/x-www-form-urlencoded", "multipart/");

    private final Map<HandlerMethod, Set<String>> parameters = new ConcurrentHashMap<>();

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && CallContext.isOurs(method)) {
            CallContext.variables(request).values().forEach(value -> refuseCardNumber(String.valueOf(value)));
            check(request, parameters.computeIfAbsent(method, OnlyKnownParameters::names));
        }
        return true;
    }

    private static void check(HttpServletRequest request, Set<String> known) {
        var type = request.getContentType();
        if (type != null && FORMS.stream().anyMatch(type.toLowerCase(Locale.ROOT)::startsWith)) {
            // A form would be taken for parameters, and they would be checked by other rules than a body.
            throw new RefusedException(
                    Kind.MEDIA_TYPE_NOT_SUPPORTED, HttpHeaders.CONTENT_TYPE, "send application/json");
        }
        parameters(request).forEach((name, values) -> {
            refuseCardNumber(name);
            if (!known.contains(name)) {
                throw new RefusedException(
                        Kind.UNKNOWN_PARAMETER,
                        name.matches(Id.FORM) ? name : null,
                        "there is no such parameter; known are: " + known);
            }
            if (values.length > 1) {
                throw new RefusedException(Kind.INVALID_PARAMETER, name, "this parameter is given more than once");
            }
            Arrays.stream(values).forEach(OnlyKnownParameters::refuseCardNumber);
        });
    }

    private static Map<String, String[]> parameters(HttpServletRequest request) {
        try {
            return request.getParameterMap();
        } catch (IllegalStateException e) {
            throw new RefusedException(
                    Kind.INVALID_PARAMETER, null, "the parameters are too many or not well-formed", null, e);
        }
    }

    private static void refuseCardNumber(String text) {
        if (CardNumbers.isIn(text)) {
            throw new RefusedException(
                    Kind.SENSITIVE_CARD_DATA,
                    null,
                    "the address looks like it holds card data, which is never accepted");
        }
    }

    private static Set<String> names(HandlerMethod method) {
        var names = new HashSet<String>();
        for (var parameter : method.getMethodParameters()) {
            var annotation = parameter.getParameterAnnotation(RequestParam.class);
            if (annotation != null) {
                names.add(annotation.name().isEmpty() ? name(parameter) : annotation.name());
            }
        }
        return names;
    }

    private static String name(MethodParameter parameter) {
        var name = parameter.getParameterName();
        return name == null ? "" : name;
    }
}
