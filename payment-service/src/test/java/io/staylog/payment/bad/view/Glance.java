package io.staylog.payment.bad.view;

import io.staylog.payment.bad.web.Page;

/** Shows itself. */
public record Glance(Page page) {}
