package io.staylog.local;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the project whose build results are to run. */
final class ProjectDir {
    private ProjectDir() {}

    /** STAYLOG_PROJECT, else the project this class was built in, else the one around the working directory. */
    static Path find(Map<String, String> environment) {
        var named = environment.get("STAYLOG_PROJECT");
        if (named != null) {
            return around(Path.of(named))
                    .orElseThrow(() -> new LocalException("STAYLOG_PROJECT is " + named
                            + ", but there is no Staylog project: it must hold infra/local/pom.xml."));
        }
        return Stream.of(codeSource(), Path.of("").toAbsolutePath())
                .flatMap(start -> around(start).stream())
                .findFirst()
                .orElseThrow(() -> new LocalException(
                        "The Staylog project was not found around the working directory: set STAYLOG_PROJECT."));
    }

    private static Optional<Path> around(Path start) {
        return Stream.iterate(start.toAbsolutePath(), dir -> dir != null, Path::getParent)
                .filter(dir -> Files.exists(dir.resolve("infra/local/pom.xml")))
                .findFirst();
    }

    private static Path codeSource() {
        try {
            var source = ProjectDir.class.getProtectionDomain().getCodeSource();
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
