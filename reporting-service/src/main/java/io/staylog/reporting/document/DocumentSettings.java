package io.staylog.reporting.document;

import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How documents are made.
 *
 * @param fontFolders where fonts lie for what DejaVu does not have, such as Chinese, Japanese, Korean and emoji; searched with
 *     their sub-folders, and only once a document needs it
 * @param fontFilesMax how many files are looked at; the rest is left alone
 * @param paperRowsMax how many rows a PDF may have; longer ones are for CSV, XLSX and JSON Lines
 */
@ConfigurationProperties("staylog.reporting.documents")
public record DocumentSettings(
        @DefaultValue("/usr/share/fonts") List<Path> fontFolders,
        @DefaultValue("2000") int fontFilesMax,
        @DefaultValue("5000") int paperRowsMax) {

    public DocumentSettings {
        fontFolders = List.copyOf(fontFolders);
    }

    /** What holds where nothing is configured. */
    public static DocumentSettings defaults() {
        return new DocumentSettings(List.of(Path.of("/usr/share/fonts")), 2000, 5000);
    }
}
