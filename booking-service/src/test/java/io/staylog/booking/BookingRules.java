package io.staylog.booking;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

/** What may know what in this service. THINK HARD BEFORE CHANGING THIS: it is the shape of the service. */
final class BookingRules {
    private static final String[] GENERATED = {
        "io.staylog.schemas.booking..",
        "io.staylog.schemas.common..",
        "io.staylog.schemas.guest..",
        "io.staylog.schemas.payment.."
    };

    // Not "..web..", which Spring's own packages match, and so on; "..": also the bad examples of the test.
    private static final String WEB = "io.staylog.booking..web..";
    private static final String STREAM = "io.staylog.booking..stream..";
    private static final String VIEW = "io.staylog.booking..view..";

    private BookingRules() {}

    /** Every rule by its name. */
    static Map<String, ArchRule> all() {
        var rules = new TreeMap<String, ArchRule>();
        rules.put("domain-knows-only-the-jdk", domainKnowsOnlyTheJdk());
        rules.put("domain-has-no-clock-and-no-chance", domainHasNoClockAndNoChance());
        rules.put("web-does-not-know-stream", noOne(WEB, STREAM));
        rules.put("web-does-not-know-domain", noOne(WEB, "..booking.domain..", "..bad.domain.."));
        rules.put("stream-does-not-know-web-or-view", noOne(STREAM, WEB, VIEW));
        rules.put("view-does-not-know-web-or-stream", noOne(VIEW, WEB, STREAM));
        rules.put("view-does-not-know-generated-records", noOne(VIEW, GENERATED));
        rules.put("only-a-wire-knows-records-and-domain", onlyAWireKnowsRecordsAndDomain());
        rules.put("events-and-commands-are-sealed-records", eventsAndCommandsAreSealed());
        rules.put(
                "http-speaks-jackson-3",
                noOne(WEB, "com.fasterxml.jackson.databind..", "com.fasterxml.jackson.core.."));
        return rules;
    }

    private static ArchRule domainKnowsOnlyTheJdk() {
        return classes()
                .that()
                .resideInAPackage("..domain..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "..domain..",
                        "java.lang..",
                        "java.nio.charset",
                        "java.time..",
                        "java.util",
                        "java.util.stream",
                        "java.util.function",
                        "org.jspecify..");
    }

    private static ArchRule domainHasNoClockAndNoChance() {
        return noClasses()
                .that()
                .resideInAPackage("..domain..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Thread.class, Random.class);
    }

    private static ArchRule noOne(String from, String... to) {
        return noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(to);
    }

    private static ArchRule onlyAWireKnowsRecordsAndDomain() {
        return noClasses()
                .that(knowGenerated())
                .and()
                .haveNameNotMatching(".*Wire(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..domain..");
    }

    private static DescribedPredicate<JavaClass> knowGenerated() {
        return DescribedPredicate.describe(
                "know generated records",
                type -> type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency -> resideInAnyPackage(GENERATED).test(dependency.getTargetClass())));
    }

    private static ArchRule eventsAndCommandsAreSealed() {
        return classes()
                .that()
                .haveNameMatching(".*\\.domain\\.[A-Za-z]+(Event|Command)")
                .should(new ArchCondition<>("be sealed and hold only records, enums and sealed types") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        var reflected = type.reflect();
                        boolean good = reflected.isSealed();
                        for (var member : reflected.getDeclaredClasses()) {
                            good &= member.isRecord() || member.isEnum() || member.isSealed();
                        }
                        good &= type.getModifiers().contains(JavaModifier.ABSTRACT);
                        events.add(new SimpleConditionEvent(type, good, type.getName() + " is open or holds a class"));
                    }
                });
    }
}
