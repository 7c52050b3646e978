package io.staylog.reporting.bad.projection;

import org.springframework.web.context.request.WebRequest;

/** Bad on purpose: the rule is for this package too. */
public class WebInProjection {
    public WebRequest request;
}
