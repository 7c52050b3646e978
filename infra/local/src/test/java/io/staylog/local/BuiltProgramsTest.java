package io.staylog.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltProgramsTest {
    @TempDir
    Path project;

    private Path target;
    private Built built;

    @BeforeEach
    void build() throws IOException {
        target = project.resolve("infra/local/target");
        built = new Built(project);
        jar(
                target.resolve("staylog-local.jar"),
                Map.of(
                        "Class-Path",
                        "lib/kafka_2.13-2.0.jar lib/kafka-clients-2.0.jar lib/staylog-schemas-1.jar",
                        "Staylog-Registry",
                        "programs/registry-2.0.tar.gz"));
        for (var name :
                new String[] {"kafka_2.13-2.0", "kafka-clients-2.0", "kafka-clients-1.0", "staylog-schemas-1"}) {
            write(target.resolve("lib/" + name + ".jar"));
        }
        write(target.resolve("programs/registry-2.0.tar.gz"));
        write(target.resolve("programs/registry-3.0.tar.gz"));
    }

    @Test
    void a_library_of_an_earlier_build_is_left_out() {
        assertThat(built.brokerJars())
                .extracting(jar -> jar.getFileName().toString())
                .containsExactly("kafka-clients-2.0.jar", "kafka_2.13-2.0.jar");
    }

    @Test
    void a_program_of_another_build_is_left_out_even_if_it_is_newer() {
        assertThat(built.registryArchive()).hasFileName("registry-2.0.tar.gz");
    }

    @Test
    void a_library_that_is_not_there_is_named() throws IOException {
        Files.delete(target.resolve("lib/kafka-clients-2.0.jar"));
        assertThatThrownBy(built::brokerJars)
                .isInstanceOf(LocalException.class)
                .hasMessageStartingWith("The files of the Kafka broker are missing")
                .hasMessageContaining("kafka-clients-2.0.jar");
    }

    @Test
    void a_program_that_the_build_does_not_name_is_missing() {
        assertThatThrownBy(built::postgresArchive).hasMessageStartingWith("The files of PostgreSQL are missing");
    }

    private static void jar(Path file, Map<String, String> attributes) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.forEach(manifest.getMainAttributes()::putValue);
        Files.createDirectories(file.getParent());
        new JarOutputStream(Files.newOutputStream(file), manifest).close();
    }

    private static void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.createFile(file);
    }
}
