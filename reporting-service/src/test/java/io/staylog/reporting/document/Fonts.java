package io.staylog.reporting.document;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Fonts for tests: the same DejaVu everywhere, and those of the machine where it has some for what DejaVu has not. */
final class Fonts {
    /** Nothing but DejaVu. */
    static final DocumentSettings NONE = new DocumentSettings(List.of(), 0, 5000);

    private Fonts() {}

    /** Skips where the machine has no font for Chinese, unless -Dfonts.required=true; -Dfonts=FOLDER looks elsewhere. */
    static DocumentSettings ofMachine() {
        var folder = Path.of(System.getProperty("fonts", "/usr/share/fonts"));
        var settings = new DocumentSettings(List.of(folder), 2000, 5000);
        var han = new java.util.BitSet();
        han.set('山');
        han.set('김');
        boolean hasThem = Files.isDirectory(folder)
                && new FontIndex(settings).choose(han).missing().isEmpty();
        if (Boolean.getBoolean("fonts.required") && !hasThem) {
            throw new AssertionError("No font for Chinese and Korean in " + folder + ": install fonts-wqy-zenhei, or"
                    + " name a folder with -Dfonts=FOLDER");
        }
        assumeTrue(hasThem, "No font for Chinese and Korean in " + folder + ": install fonts-wqy-zenhei");
        return settings;
    }
}
