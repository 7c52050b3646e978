package io.staylog.reporting.bad.report;

import org.springframework.web.context.request.WebRequest;

/** Bad on purpose. */
public class WebInReport {
    public WebRequest request;
}
