package io.staylog.reporting.web;

import io.staylog.reporting.report.Freshness;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.servlet.HandlerInterceptor;

/** Answers who has written something only when the rows know of it; the caller says what, as a parameter or a header. */
final class FreshnessCheck implements HandlerInterceptor {
    static final String PARAMETER = "after";
    static final String HEADER = "X-After";

    private final ObjectProvider<Freshness> freshness;

    FreshnessCheck(ObjectProvider<Freshness> freshness) {
        this.freshness = freshness;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        var named = request.getParameter(PARAMETER);
        var token = named == null ? request.getHeader(HEADER) : named;
        if (token != null && request.getMethod().equals("GET")) {
            freshness.getObject().await(token);
        }
        return true;
    }
}
