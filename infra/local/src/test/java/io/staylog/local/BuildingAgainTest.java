package io.staylog.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that infra/local/up and infra/cli/staylog ask whether to build, in a project of its own. */
class BuildingAgainTest {
    private static final Instant BEFORE = Instant.parse("2020-05-01T12:00:00Z");
    private static final Instant BUILD = BEFORE.plusSeconds(60);
    private static final Instant AFTER = BUILD.plusSeconds(60);

    @TempDir
    Path project;

    @BeforeEach
    void build() throws IOException {
        for (var file : new String[] {
            "pom.xml",
            "infra/pom.xml",
            "one/pom.xml",
            "one/src/main/java/A.java",
            "two/pom.xml",
            "two/src/main/java/B.java"
        }) {
            write(file, "");
        }
        for (var directory : new String[] {"one/src/main/java", "one/src/main", "two/src/main/java", "two/src/main"}) {
            set(directory, BEFORE);
        }
        write("stamp", "");
        set("stamp", BUILD);
    }

    @Test
    void what_has_not_changed_is_not_built_again() throws Exception {
        assertThat(isFresh("stamp")).isTrue();
    }

    @Test
    void without_a_stamp_it_is_built() throws Exception {
        assertThat(isFresh("none")).isFalse();
    }

    @Test
    void a_changed_source_is_noticed_in_the_modules_that_are_asked_for() throws Exception {
        set("two/src/main/java/B.java", AFTER);
        assertThat(isFresh("stamp")).isFalse();
        assertThat(run("is_newer_than_sources stamp one")).isTrue();
    }

    @Test
    void a_deleted_source_is_noticed() throws Exception {
        Files.delete(project.resolve("one/src/main/java/A.java"));
        assertThat(isFresh("stamp")).isFalse();
    }

    @Test
    void a_changed_parent_is_noticed() throws Exception {
        set("pom.xml", AFTER);
        assertThat(isFresh("stamp")).isFalse();
    }

    @Test
    void a_build_of_the_whole_project_counts_too() throws Exception {
        set("one/src/main/java/A.java", AFTER);
        write("infra/system-tests/target/build-began", "202005011203.00\n");
        assertThat(isFresh("stamp")).isTrue();
        write("infra/system-tests/target/build-began", "202005011201.30\n");
        assertThat(isFresh("stamp")).isFalse();
    }

    @Test
    void a_file_or_a_pattern_that_is_not_there_is_missed() throws Exception {
        assertThat(run("have stamp one/*.xml")).isTrue();
        assertThat(run("have stamp lib/kafka_*.jar")).isFalse();
    }

    private boolean isFresh(String stamp) throws Exception {
        return run("is_newer_than_sources " + stamp + " one two");
    }

    private boolean run(String command) throws Exception {
        var script = ProjectDir.find(Map.of()).resolve("infra/local/built.sh");
        var shell = new ProcessBuilder(
                        "/bin/sh", "-euc", ". \"$0\"; if " + command + "; then :; else exit 3; fi", script.toString())
                .directory(project.toFile())
                .inheritIO()
                .start();
        int code = shell.waitFor();
        assertThat(code).isIn(0, 3);
        return code == 0;
    }

    private void write(String file, String content) throws IOException {
        var path = project.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
        set(file, BEFORE);
    }

    private void set(String file, Instant time) throws IOException {
        Files.setLastModifiedTime(project.resolve(file), FileTime.from(time));
    }
}
