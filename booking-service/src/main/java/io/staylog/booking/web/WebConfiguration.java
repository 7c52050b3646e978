package io.staylog.booking.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.staylog.edge.api.ApiWords;
import java.time.LocalDate;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/** The HTTP edge, part by part. */
@Configuration(proxyBeanMethods = false)
@Import({
    HotelController.class,
    CalendarController.class,
    HotelQueryController.class,
    BookingController.class,
    BookingActionController.class,
    DeskController.class,
    BookingQueryController.class,
    RequestQueryController.class,
    ProblemAdvice.class,
    ErrorPage.class,
    ApiDocument.class
})
public class WebConfiguration implements WebMvcConfigurer {
    // After the filter that begins the trace, so that a refusal can name it.
    private static final int DOOR_ORDER = Ordered.HIGHEST_PRECEDENCE + 100;

    @Bean
    ApiWords apiWords() {
        return new ApiWords(WebConfiguration.class, "api-words.yaml");
    }

    @Bean
    BookingRequests bookingRequests(Desk desk, Freshness freshness) {
        return new BookingRequests(desk, freshness);
    }

    @Bean
    StrictBody strictBody(EdgeLimits limits) {
        return new StrictBody(limits.bodyTimeout());
    }

    @Bean
    FilterRegistrationBean<DoorFilter> doorFilter(
            EdgeLimits limits, AccessToken token, Problems problems, AnswerFigures figures, JsonMapper json) {
        var door = new FilterRegistrationBean<>(new DoorFilter(limits, token, problems, figures, json));
        door.setOrder(DOOR_ORDER);
        return door;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new OnlyKnownParameters());
        registry.addInterceptor(new CallContext()); // Once it is sure that the address holds no card number.
    }

    /** Takes values for what they are: a text is no number, a number no date, and what is not known is a slip. */
    @Bean
    JsonMapperBuilderCustomizer strictJson() {
        return json -> {
            json.enable(
                            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                            DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                    .addModule(new SimpleModule("strict-dates").addDeserializer(LocalDate.class, new StrictDate()))
                    .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_NULL));
            json.withCoercionConfig(
                    LogicalType.Textual,
                    text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
            json.withCoercionConfig(
                    LogicalType.Enum,
                    symbol -> symbol.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail));
        };
    }
}
