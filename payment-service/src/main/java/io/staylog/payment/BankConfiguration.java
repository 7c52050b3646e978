package io.staylog.payment;

import io.micrometer.core.instrument.MeterRegistry;
import io.staylog.payment.bank.BankCallWire;
import io.staylog.payment.bank.BankGateway;
import io.staylog.payment.bank.BankWorker;
import io.staylog.payment.bank.BankWorkerSettings;
import io.staylog.payment.bank.GatewayKind;
import io.staylog.payment.bank.Gateways;
import io.staylog.payment.bank.SettingRules;
import io.staylog.payment.bank.simulator.SimulatorBank;
import io.staylog.payment.bank.stripe.StripeBank;
import io.staylog.payment.domain.GatewayChoice;
import io.staylog.payment.domain.PaymentTimes;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.serde.SchemaRegistry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The ways to the banks. */
@Configuration(proxyBeanMethods = false)
class BankConfiguration {
    /** Every kind of bank. A further one is a package of its own and a line here, and nothing else. */
    static final List<GatewayKind> KINDS = List.of(new SimulatorBank(), new StripeBank());

    private static final String GATEWAYS = "staylog.bank.gateways";

    /** Banks that a hotel is with, and those that have settings, because a payment stays with the bank it began with. */
    @Bean
    Gateways gateways(PaymentSettings settings, Environment environment) {
        var binder = Binder.get(environment);
        var isSet = binder.bind(GATEWAYS, Bindable.mapOf(String.class, Object.class))
                .orElse(Map.of())
                .keySet();
        var known = KINDS.stream().map(GatewayKind::name).collect(Collectors.toSet());
        var chosen = settings.bank().chosen();
        for (var name : chosen) {
            SettingRules.require(
                    known.contains(name),
                    "staylog.bank.default-gateway and staylog.bank.hotels.* must name one of " + known
                            + ", but one is '" + name + "'");
        }
        for (var name : isSet) {
            SettingRules.require(
                    known.contains(name), GATEWAYS + "." + name + " must name one of " + known + ", but does not");
        }
        var byName = new HashMap<String, BankGateway>();
        for (var kind : KINDS) {
            if (chosen.contains(kind.name()) || isSet.contains(kind.name())) {
                byName.put(kind.name(), kind.create(setting(binder, kind.name())));
            }
        }
        var gateways = new Gateways(settings.bank().defaultGateway(), byName);
        requireTimeToBeFound(settings, gateways);
        return gateways;
    }

    private static GatewayKind.Setting setting(Binder binder, String name) {
        return new GatewayKind.Setting() {
            @Override
            public <T> T as(Class<T> type) {
                return binder.bindOrCreate(GATEWAYS + "." + name, type);
            }
        };
    }

    private static void requireTimeToBeFound(PaymentSettings settings, Gateways gateways) {
        var gap = settings.bank().notFoundTwice();
        SettingRules.require(
                gap.compareTo(gateways.answerWithin()) >= 0,
                "staylog.bank.not-found-twice must be at least as long as the longest request-timeout of a bank ("
                        + SettingRules.text(gateways.answerWithin())
                        + "), because a call that is still on its way is not found either, but is "
                        + SettingRules.text(gap));
    }

    /** Which hotel is with which bank. */
    @Bean
    GatewayChoice gatewayChoice(PaymentSettings settings) {
        return new GatewayChoice(
                settings.bank().defaultGateway(), settings.bank().hotels());
    }

    @Bean(destroyMethod = "") // Startup ends it, in its turn.
    BankWorker bankWorker(
            PaymentSettings settings,
            PaymentTimes times,
            Gateways gateways,
            SchemaRegistry registry,
            EventSerializer serializer,
            MeterRegistry meters) {
        return new BankWorker(
                new BankWorkerSettings(
                                settings.kafka().bootstrapServers(),
                                settings.instance(),
                                times.instructionLives(),
                                gateways.answerWithin())
                        .withInFlightMax(settings.bank().inFlightMax())
                        .withBreaker(settings.bank().breaker())
                        .withClientOverrides(settings.kafka().clientOverrides()),
                gateways,
                new BankCallWire(registry, serializer),
                meters,
                InstantSource.system());
    }
}
