package io.staylog.reporting.web.dashboard;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Puts the pages together. */
@Configuration(proxyBeanMethods = false)
@Import({
    HotelPages.class,
    BookingPage.class,
    OperationsPage.class,
    LoginPage.class,
    LiveController.class,
    PageProblems.class
})
public class DashboardConfiguration {

    @Bean
    SecurityHeaders securityHeaders() {
        return new SecurityHeaders();
    }
}
