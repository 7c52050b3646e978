package io.staylog.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.schemas.EventCatalogue;
import io.staylog.schemas.Topic;
import io.staylog.schemas.TopicUse;
import io.staylog.schemas.TopicUse.Party;
import io.staylog.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the programs' sources name, the event catalogue tells. */
class CatalogueCoversProgramsTest {
    private static final Path PROJECT = Path.of("../..");
    private static final Pattern HEADER = Pattern.compile("\"((?:staylog|ce)_[a-z0-9_]*[a-z0-9])\"");
    private static final Pattern DEAD = Pattern.compile("PREFIX \\+ \"([a-z0-9_]+)\"");
    private static final Pattern TOPIC = Pattern.compile("Topics\\.([A-Z_]+)");

    @Test
    void every_header_that_a_program_names_is_in_the_catalogue() throws IOException {
        var document = new String(EventCatalogue.asyncApi(), StandardCharsets.UTF_8);
        var named = new TreeSet<String>();
        for (var module : modules()) {
            named.addAll(found(module.resolve("src/main/java"), HEADER));
            found(module.resolve("src/main/java"), DEAD).forEach(name -> named.add("staylog_dead_" + name));
        }
        assertThat(named).contains("ce_id", "staylog_cause", "staylog_dead_reason", "staylog_dead_because");
        assertThat(named).allSatisfy(header -> assertThat(document).contains("\"" + header + "\" : {"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Party.class,
            names = {"BOOKING_SERVICE", "PAYMENT_SERVICE", "REPORTING_SERVICE"})
    void every_topic_that_a_service_names_is_one_that_it_uses_by_the_catalogue(Party party) throws Exception {
        var named = new TreeSet<String>();
        for (var constant : found(PROJECT.resolve(party.title()).resolve("src/main/java"), TOPIC)) {
            named.add(((Topic) Topics.class.getField(constant).get(null)).name());
        }
        assertThat(TopicUse.usedBy(party)).extracting(Topic::name).containsAll(named);
    }

    private static Set<Path> modules() throws IOException {
        var modules = new TreeSet<Path>();
        for (var folder : new Path[] {PROJECT, PROJECT.resolve("infra")}) {
            try (var children = Files.list(folder)) {
                children.filter(child -> Files.isDirectory(child.resolve("src/main/java")))
                        .forEach(modules::add);
            }
        }
        assertThat(modules).hasSizeGreaterThan(5);
        return modules;
    }

    private static Set<String> found(Path sources, Pattern pattern) throws IOException {
        var found = new TreeSet<String>();
        try (Stream<Path> files = Files.walk(sources)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .forEach(file -> pattern.matcher(text(file)).results().forEach(match -> found.add(match.group(1))));
        }
        return found;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
