package io.staylog.reporting.web;

import io.staylog.edge.api.ApiWords;
import io.staylog.reporting.projection.ProjectionSettings;
import io.staylog.reporting.projection.ProjectionState;
import io.staylog.reporting.projection.ProjectionWatch;
import io.staylog.reporting.report.Freshness;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the HTTP edge together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebSettings.class)
@Import({
    DailyController.class,
    KpiController.class,
    DocumentController.class,
    ReportController.class,
    LedgerController.class,
    CareController.class,
    ListController.class,
    InvoiceController.class,
    BookingController.class,
    AriController.class,
    GuestController.class,
    ProjectionController.class,
    Problems.class,
    ApiDocument.class
})
public class WebConfiguration implements WebMvcConfigurer {
    private final ObjectProvider<Freshness> freshness;

    WebConfiguration(ObjectProvider<Freshness> freshness) {
        this.freshness = freshness;
    }

    @Bean
    HostFilter hostFilter(WebSettings settings) {
        return new HostFilter(settings.hosts());
    }

    @Bean
    Tokens tokens(WebSettings settings) {
        return new Tokens(settings.tokenFile());
    }

    @Bean
    TokenFilter tokenFilter(Tokens tokens, WebSettings settings) {
        return new TokenFilter(tokens, settings.readersNeedToken());
    }

    @Bean
    CsvConverter csvConverter() {
        return new CsvConverter();
    }

    @Bean
    HealthIndicator projectionHealthIndicator(
            ProjectionState state, ProjectionWatch watch, ProjectionSettings settings) {
        return Probes.readiness(state, watch, settings);
    }

    @Bean
    HealthIndicator threadsHealthIndicator(ProjectionWatch watch) {
        return Probes.liveness(watch);
    }

    @Bean
    ApiWords apiWords() {
        return new ApiWords(WebConfiguration.class, "api-words.yaml");
    }

    @Bean
    OpenAPI openApi() {
        var token = new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .description("The token in the file that staylog.token-file names.");
        return new OpenAPI()
                .info(new Info()
                        .title("Staylog reporting-service")
                        .version("1")
                        .description("What happened in the hotels. Every answer names the offsets it stands on: JSON in"
                                + " asOf, CSV in the last column asOf of each row, and both in the header "
                                + Answers.AS_OF + ", as topic=partition:nextOffset,…;…"))
                .components(new Components().addSecuritySchemes("token", token));
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new ParameterCheck()).addPathPatterns("/v1/**");
        registry.addInterceptor(new FreshnessCheck(freshness)).addPathPatterns("/v1/**");
    }

    /** So that {@code by=month} is as good as {@code by=MONTH}. */
    @Override
    public void addFormatters(FormatterRegistry registry) {
        ApplicationConversionService.addApplicationConverters(registry);
    }

    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer configurer) {
        configurer
                .favorParameter(true)
                .parameterName("format")
                .useRegisteredExtensionsOnly(true)
                .mediaType("json", MediaType.APPLICATION_JSON)
                .mediaType("csv", CsvConverter.CSV);
    }
}
