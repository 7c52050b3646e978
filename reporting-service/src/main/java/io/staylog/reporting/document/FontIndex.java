package io.staylog.reporting.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which fonts there are beside the one that everything is set in. The folders are searched when the first character turns
 * up that this one does not have, once.
 */
final class FontIndex {
    private static final Logger LOG = LoggerFactory.getLogger(FontIndex.class);
    private static final String DEJAVU = "/net/sf/jasperreports/fonts/dejavu/DejaVuSansCondensed";
    private static final Pattern FILES = Pattern.compile(".*\\.(ttf|ttc)");
    // A list of names needs no second weight of a fallback, and no letters of a fixed width.
    private static final Pattern VARIANTS =
            Pattern.compile(".*(bold|italic|oblique|light|thin|black|medium|condensed|mono|emoji).*");

    private final DocumentSettings settings;
    private final FontFile regular = FontFile.ofResource(DEJAVU + ".ttf");
    private final FontFile bold = FontFile.ofResource(DEJAVU + "-Bold.ttf");
    private @Nullable List<FontFile> others;

    FontIndex(DocumentSettings settings) {
        this.settings = settings;
    }

    FontFile regular() {
        return regular;
    }

    FontFile bold() {
        return bold;
    }

    /**
     * Chooses fonts.
     *
     * @param fallbacks for what the usual font does not have, in order
     * @param missing what no font has
     */
    record Choice(List<FontFile> fallbacks, BitSet missing) {}

    Choice choose(BitSet characters) {
        var missing = (BitSet) characters.clone();
        var inBoth = (BitSet) regular.characters().clone();
        inBoth.and(bold.characters());
        missing.andNot(inBoth);
        if (missing.isEmpty()) {
            return new Choice(List.of(), missing);
        }
        var fallbacks = new ArrayList<FontFile>();
        take(regular, missing, fallbacks);
        for (var font : others()) {
            if (missing.isEmpty()) {
                break;
            }
            take(font, missing, fallbacks);
        }
        return new Choice(fallbacks, missing);
    }

    private static void take(FontFile font, BitSet missing, List<FontFile> fallbacks) {
        if (missing.intersects(font.characters())) {
            missing.andNot(font.characters());
            fallbacks.add(font);
        }
    }

    private synchronized List<FontFile> others() {
        var known = others;
        if (known == null) {
            known = search();
            others = known;
        }
        return known;
    }

    private List<FontFile> search() {
        var found = new ArrayList<FontFile>();
        for (var folder : settings.fontFolders()) {
            for (var file : files(folder)) {
                try {
                    found.addAll(FontFile.of(file));
                } catch (IOException | RuntimeException e) {
                    // Somebody else's file, of which nothing is known: it is left out, as if it were not there.
                    LOG.debug("the font {} cannot be read", file, e);
                }
            }
        }
        found.sort(Comparator.comparingInt((FontFile font) -> rank(font.name())).thenComparing(FontFile::name));
        LOG.info("found {} fonts beside DejaVu in {}", found.size(), settings.fontFolders());
        return List.copyOf(found);
    }

    private List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> isWanted(file.getFileName().toString().toLowerCase(Locale.ROOT)))
                    .sorted()
                    .limit(settings.fontFilesMax())
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("the folder of fonts {} cannot be searched; documents go without it", folder, e);
            return List.of();
        }
    }

    private static boolean isWanted(String name) {
        return FILES.matcher(name).matches() && !VARIANTS.matcher(name).matches() && !name.startsWith("dejavu");
    }

    /** Sans before serif: it stands beside DejaVu Sans; one of many scripts last. */
    private static int rank(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        if (lower.contains("serif")) {
            return 2;
        }
        return lower.startsWith("notosans") ? 0 : 1;
    }
}
