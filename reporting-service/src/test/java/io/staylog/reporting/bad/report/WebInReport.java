package io.staylog.reporting.bad.report;

import io.staylog.reporting.web.WebConfiguration;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.context.request.WebRequest;

/** Bad on purpose, each in its way. */
public class WebInReport {
    public static class SpringWeb {
        public WebRequest request;
    }

    public static class Servlet {
        public HttpServletRequest request;
    }

    public static class OurWeb {
        public WebConfiguration web;
    }
}
