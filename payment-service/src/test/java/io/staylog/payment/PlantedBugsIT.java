package io.staylog.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.checker.Checker;
import io.staylog.checker.rules.Finding;
import io.staylog.checker.rules.Invariant;
import io.staylog.checker.rules.Verdict;
import io.staylog.payment.planted.PlantedBug;
import io.staylog.payment.planted.Planting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The checker is believed because it is shown to fail: the real service, on a real broker and with the real bank, has a bug for
 * one hotel each, and the checker must name what it breaks. The hotel without one must be found good.
 */
class PlantedBugsIT {
    private static final String GOOD = "hotel-without-a-bug";
    private static final Duration QUIET_WITHIN = Duration.ofSeconds(60);

    @TempDir
    static Path home;

    private static RunningPayments scene;
    private static ConfigurableApplicationContext service;
    private static final Map<String, Verdict> VERDICTS = new LinkedHashMap<>();

    @BeforeAll
    static void run() throws InterruptedException {
        scene = new RunningPayments(home);
        var arguments = scene.arguments("planted");
        arguments.addAll(scene.impatient());
        arguments.add("--spring.main.allow-bean-definition-overriding=true");
        service = new SpringApplication(PaymentService.class, Planting.class).run(arguments.toArray(String[]::new));
        scene.awaitReady(service);
        var hotels = new LinkedHashMap<String, HotelStories>();
        hotels.put(GOOD, new HotelStories(scene, GOOD));
        for (var bug : PlantedBug.values()) {
            hotels.put(bug.hotelId(), new HotelStories(scene, bug.hotelId()));
        }
        hotels.values().forEach(HotelStories::begin);
        hotels.values().forEach(HotelStories::goOn);
        hotels.get(PlantedBug.REFUND_AFTER_A_DISPUTE.hotelId()).disputeAndRefund();
        for (var hotel : hotels.keySet()) {
            var verdict = look(hotel);
            VERDICTS.put(hotel, verdict);
            System.out.println("PlantedBugsIT: " + hotel + ": " + broken(verdict) + " " + verdict.counts());
        }
    }

    private static Verdict look(String hotelId) throws InterruptedException {
        return Checker.look(
                new Checker.Question(
                        scene.broker.bootstrapServers(),
                        Map.of(),
                        scene.registry.url(),
                        scene.gate.url() + "/v1/ledger",
                        Set.of(hotelId),
                        QUIET_WITHIN),
                _ -> {});
    }

    private static Set<Invariant> broken(Verdict verdict) {
        return Arrays.stream(Invariant.values())
                .filter(it -> verdict.findings().count(it) > 0)
                .collect(Collectors.toSet());
    }

    @AfterAll
    static void stop() {
        service.close();
        scene.close();
    }

    @Test
    void without_a_bug_everything_holds() {
        var verdict = VERDICTS.get(GOOD);
        for (var invariant : Invariant.values()) {
            assertThat(verdict.findings().earliest(invariant))
                    .as(invariant.says())
                    .isEmpty();
        }
        assertThat(verdict.counts().payments()).isGreaterThan(20);
        assertThat(verdict.counts().effects()).isGreaterThan(40);
        assertThat(verdict.counts().doubleCharges()).isZero();
        assertThat(verdict.money())
                .singleElement()
                .satisfies(money -> assertThat(money.isSame()).isTrue());
    }

    @ParameterizedTest
    @EnumSource(PlantedBug.class)
    void a_bug_is_found_and_its_place_is_named(PlantedBug bug) {
        var verdict = VERDICTS.get(bug.hotelId());
        assertThat(verdict.isGood()).isFalse();
        assertThat(broken(verdict)).as(bug.toString()).containsAll(bug.breaks());
        bug.breaks()
                .forEach(invariant -> assertThat(verdict.findings().earliest(invariant))
                        .first()
                        .extracting(Finding::message)
                        .asString()
                        .isNotBlank());
    }
}
