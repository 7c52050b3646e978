package io.staylog.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the bank is told about where to send what happens; no program runs here. */
class TellingThePaymentServiceTest {
    @TempDir
    Path dir;

    @Test
    void the_bank_signs_what_it_sends_to_the_payment_service_with_a_secret_of_their_own() throws Exception {
        var settings = settings(EnumSet.of(Part.BANK, Part.PAYMENT));

        var command = command(settings);

        var secrets = dir.resolve("home/bank.secrets");
        assertThat(argument(command, "--notify-url"))
                .isEqualTo(settings.url(Part.PAYMENT) + "/gateway/simulator/notifications");
        assertThat(argument(command, "--notify-secret-file")).isEqualTo(secrets.toString());
        assertThat(Files.readString(secrets).strip()).hasSizeGreaterThan(40);
        var first = Files.readString(secrets);
        command(settings);
        assertThat(secrets).hasContent(first);
    }

    @Test
    void without_a_payment_service_the_bank_tells_nobody() throws Exception {
        assertThat(command(settings(Set.of(Part.BANK)))).noneMatch(it -> it.startsWith("--notify"));
        assertThat(dir.resolve("home/bank.secrets")).doesNotExist();
    }

    private static String argument(List<String> command, String name) {
        return command.get(command.indexOf(name) + 1);
    }

    private static List<String> command(LocalSettings settings) throws Exception {
        return new BankProgram(new Workplace(settings, _ -> {})).prepare().command();
    }

    private LocalSettings settings(Set<Part> parts) throws IOException {
        return LocalSettings.usual(dir.resolve("home"), project()).withParts(parts);
    }

    /** A project in which nothing but the bank has been built, which needs no libraries. */
    private Path project() throws IOException {
        var project = dir.resolve("project");
        var jar = project.resolve("infra/bank-simulator/target/bank-simulator.jar");
        if (!Files.exists(jar)) {
            Files.createDirectories(project.resolve("infra/local"));
            Files.createFile(project.resolve("infra/local/pom.xml"));
            Files.createDirectories(jar.getParent());
            var library = Files.createDirectories(jar.resolveSibling("lib")).resolve("some.jar");
            var manifest = new Manifest();
            manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
            new JarOutputStream(Files.newOutputStream(library), manifest).close();
            manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, "lib/some.jar");
            new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        }
        return project;
    }
}
