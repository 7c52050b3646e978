package io.staylog.payment.web;

import io.staylog.edge.api.ApiWords;
import io.staylog.edge.web.EdgeWebConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The HTTP edge, part by part. */
@Configuration(proxyBeanMethods = false)
@Import({
    PaymentQueryController.class,
    AttentionController.class,
    PaymentActionController.class,
    PaymentRequestController.class,
    NotificationController.class,
    EdgeWebConfiguration.class,
    ApiDocument.class
})
public class WebConfiguration {

    @Bean
    ApiWords apiWords() {
        return new ApiWords(WebConfiguration.class, "api-words.yaml");
    }
}
