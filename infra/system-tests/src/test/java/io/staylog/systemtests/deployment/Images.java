package io.staylog.systemtests.deployment;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.PullResponseItem;
import io.staylog.local.Part;
import io.staylog.systemtests.reference.DataFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.ImageNameSubstitutor;

/**
 * The images that make up Staylog, all of them there: those of our own programs are built from what the build has made, the
 * others are public ones, or what stands in for them.
 */
public record Images(Map<String, String> names) {
    private static final String PREFIX_OF_TESTCONTAINERS = "TESTCONTAINERS_HUB_IMAGE_NAME_PREFIX";
    private static final String PREFIX_OF_OURS = "STAYLOG_IMAGE_PREFIX";
    private static final List<Part> PUBLIC = List.of(Part.BROKER, Part.REGISTRY, Part.POSTGRES);

    /** Containers cannot be run here; the message says why, and what to do. */
    public static final class UnavailableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnavailableException(String sentence) {
            super(sentence);
        }
    }

    /** Builds ours, and fetches the others where that is possible; asks each source once. */
    public static Images available() throws UnavailableException {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new UnavailableException(
                    "no container engine answers: start Docker, or run infra/deploy/ci-containers,"
                            + " which brings an engine of its own");
        }
        var images = new Images(built());
        for (var part : PUBLIC) {
            require(images.of(part));
        }
        return images;
    }

    private static Map<String, String> built() throws UnavailableException {
        var script = DataFiles.projectRoot().resolve("infra/deploy/images");
        var builder = new ProcessBuilder(script.toString()).redirectErrorStream(true);
        Optional.ofNullable(System.getenv(PREFIX_OF_TESTCONTAINERS))
                .ifPresent(prefix -> builder.environment().put(PREFIX_OF_OURS, prefix));
        try {
            var process = builder.start();
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new UnavailableException(
                        "the images of Staylog cannot be built with infra/deploy/images:\n" + text);
            }
            var names = new HashMap<String, String>();
            text.lines()
                    .map(line -> line.split("=", 2))
                    .filter(pair -> pair.length == 2)
                    .forEach(pair -> names.put(pair[0], pair[1]));
            return Map.copyOf(names);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Testcontainers itself would try for minutes, once for each class, what fails at once here. */
    private static void require(DockerImageName name) throws UnavailableException {
        var real = ImageNameSubstitutor.instance().apply(name).asCanonicalNameString();
        var docker = DockerClientFactory.instance().client();
        try {
            docker.inspectImageCmd(real).exec();
        } catch (NotFoundException missing) {
            try {
                docker.pullImageCmd(real)
                        .exec(new ResultCallback.Adapter<PullResponseItem>())
                        .awaitCompletion();
                docker.inspectImageCmd(real).exec();
            } catch (DockerException e) {
                throw new UnavailableException("the image " + real + " is not here and cannot be pulled ("
                        + e.getMessage().strip()
                        + "): run infra/deploy/ci-containers, which builds what stands in for it");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    DockerImageName of(Part part) {
        return named(part.id());
    }

    DockerImageName cli() {
        return named("cli");
    }

    private DockerImageName named(String program) {
        var name = names.get(program);
        if (name == null) {
            throw new IllegalStateException("infra/deploy/images names no " + program + ", but " + names);
        }
        return DockerImageName.parse(name);
    }
}
