package io.staylog.reporting.web.dashboard;

import org.springframework.stereotype.Controller;

/** One booking and everything that happened to it. */
@Controller
class BookingPage {}
