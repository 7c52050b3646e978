package io.staylog.edge.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/** Puts the hotel, the booking, the payment and the request that a call is about into its log lines. */
public final class CallContext implements HandlerInterceptor {
    private static final String HOTEL = "hotelId";
    private static final String BOOKING = "bookingId";
    private static final String REQUEST = "requestId";
    private static final String PAYMENT = "paymentId";
    private static final List<String> LOGGED = List.of(HOTEL, BOOKING, PAYMENT, REQUEST);
    private static final String OURS = "io.staylog.";

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && isOurs(method)) {
            var variables = variables(request);
            LOGGED.forEach(name -> put(name, variables.get(name)));
        }
        return true;
    }

    /** From here on it is known, also where the address does not name it. */
    public static void isAbout(String hotelId, UUID requestId, @Nullable UUID bookingId, @Nullable UUID paymentId) {
        MDC.put(HOTEL, hotelId);
        MDC.put(REQUEST, requestId.toString());
        if (bookingId != null) {
            MDC.put(BOOKING, bookingId.toString());
        }
        if (paymentId != null) {
            MDC.put(PAYMENT, paymentId.toString());
        }
    }

    static boolean isOurs(HandlerMethod method) {
        return method.getBeanType().getName().startsWith(OURS);
    }

    static Map<?, ?> variables(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                ? variables
                : Map.of();
    }

    private static void put(String key, @Nullable Object value) {
        // What is not an id is refused later; until then it must not reach a log line.
        if (value instanceof String id && id.matches(Id.FORM)) {
            MDC.put(key, id);
        }
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception e) {
        LOGGED.forEach(MDC::remove);
    }
}
