package io.staylog.booking.web;

import io.staylog.edge.api.ApiWords;
import io.staylog.edge.web.EdgeWebConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The HTTP edge, part by part. */
@Configuration(proxyBeanMethods = false)
@Import({
    HotelController.class,
    CalendarController.class,
    HotelQueryController.class,
    BookingController.class,
    BookingActionController.class,
    DeskController.class,
    InvoiceController.class,
    BookingQueryController.class,
    RequestQueryController.class,
    EdgeWebConfiguration.class,
    ApiDocument.class
})
public class WebConfiguration {
    @Bean
    ApiWords apiWords() {
        return new ApiWords(WebConfiguration.class, "api-words.yaml");
    }

    @Bean
    BookingRequests bookingRequests(Desk desk, Freshness freshness) {
        return new BookingRequests(desk, freshness);
    }
}
