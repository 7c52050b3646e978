package io.staylog.schemas.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the catalogue's two documents; the build runs it after the classes are there. */
public final class Main {
    private Main() {}

    /**
     * Writes {@code asyncapi.json} and {@code catalogue.html}.
     *
     * @param args the folder of released schemas, the folder of the catalogue's own sources, the folder to write to
     */
    public static void main(String[] args) throws IOException {
        write(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]));
    }

    static void write(Path released, Path sources, Path target) throws IOException {
        var catalogue = Catalogue.read(released, sources.resolve("examples.json"));
        Files.createDirectories(target);
        Files.writeString(target.resolve("asyncapi.json"), AsyncApi.of(catalogue), UTF_8);
        // A checkout may have other line ends; the page is the same everywhere.
        var style = Files.readString(sources.resolve("catalogue.css"), UTF_8).replace("\r\n", "\n");
        Files.writeString(target.resolve("catalogue.html"), Page.of(catalogue, style), UTF_8);
    }
}
