package io.staylog.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallingProgramsTest {
    @TempDir
    Path dir;

    private Installation installation;

    @BeforeEach
    void place() {
        installation = new Installation(dir.resolve("dist"), Duration.ZERO);
    }

    @Test
    void the_same_content_is_unpacked_once() throws Exception {
        var first = installation.install("bank", "one", home -> Files.writeString(home.resolve("program"), "x"));
        var second = installation.install("bank", "one", home -> {
            throw new IOException("unpacked again");
        });
        assertThat(second).isEqualTo(first);
        assertThat(second.resolve("program")).hasContent("x");
    }

    @Test
    void a_new_build_replaces_the_old_one() throws Exception {
        var old = installation.install("bank", "one", home -> {});
        var other = installation.install("bank-2", "one", home -> {});
        var current = installation.install("bank", "two", home -> {});
        assertThat(old).doesNotExist();
        assertThat(other).exists();
        assertThat(current).exists();
    }

    @Test
    void a_shared_installation_keeps_what_others_have_just_used() throws Exception {
        var shared = new Installation(dir.resolve("dist"), Duration.ofDays(1));
        var old = shared.install("bank", "one", home -> {});
        shared.install("bank", "two", home -> {});
        assertThat(old).exists();
    }

    @Test
    void what_was_unpacked_by_half_is_not_there() throws IOException {
        assertThatThrownBy(() -> installation.install("bank", "one", home -> {
                    Files.writeString(home.resolve("program"), "half");
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");
        try (Stream<Path> entries = Files.list(dir.resolve("dist"))) {
            assertThat(entries).isEmpty();
        }
    }

    @Test
    void what_a_killed_process_left_half_done_is_removed_one_day() throws Exception {
        var old = Files.createDirectories(dir.resolve("dist").resolve("bank" + Installation.DRAFT + "old"));
        Files.writeString(old.resolve("program"), "half");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
        var young = Files.createDirectories(dir.resolve("dist").resolve("bank" + Installation.DRAFT + "young"));
        installation.install("bank", "one", home -> {});
        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void two_builds_of_the_same_are_the_same() throws IOException {
        var first = jar("first.jar", "content", 1_000_000_000_000L);
        var second = jar("second.jar", "content", 2_000_000_000_000L);
        var third = jar("third.jar", "changed", 2_000_000_000_000L);
        assertThat(Installation.contentOfJar(second)).isEqualTo(Installation.contentOfJar(first));
        assertThat(Installation.contentOfJar(third)).isNotEqualTo(Installation.contentOfJar(first));
    }

    private Path jar(String name, String content, long time) throws IOException {
        var jar = dir.resolve(name);
        try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            var entry = new ZipEntry("A.class");
            entry.setTime(time);
            zip.putNextEntry(entry);
            zip.write(content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return jar;
    }
}
