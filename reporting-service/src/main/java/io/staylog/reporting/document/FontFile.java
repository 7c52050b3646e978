package io.staylog.reporting.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.fontbox.ttf.OpenTypeFont;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeCollection;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A font that can be embedded, and which characters it has.
 *
 * @param name its PostScript name
 * @param path where it lies; null for a resource
 * @param resource its place on the class path; null for a file
 * @param characters the code points it has glyphs for
 */
record FontFile(String name, @Nullable Path path, @Nullable String resource, BitSet characters) {
    private static final int RESTRICTED_LICENCE = 0x2;
    // Above are tags, variations and private use: nothing that a name is made of.
    private static final int CODE_POINTS = 0x32000;

    static FontFile ofResource(String resource) {
        try (var font = parse(resource)) {
            return new FontFile(font.getName(), null, resource, characters(font));
        } catch (IOException e) {
            throw new UncheckedIOException("the font " + resource + " on the class path cannot be read", e);
        }
    }

    /** The usable fonts of a file: none where it has outlines that PDFBox cannot embed, or forbids it. */
    static List<FontFile> of(Path path) throws IOException {
        var found = new ArrayList<FontFile>();
        if (isCollection(path)) {
            try (var collection = new TrueTypeCollection(path.toFile())) {
                collection.processAllFonts(font -> addIfUsable(found, font, path));
            }
        } else {
            try (var font = new TTFParser().parse(new RandomAccessReadBuffer(Files.readAllBytes(path)))) {
                addIfUsable(found, font, path);
            }
        }
        return found;
    }

    private static void addIfUsable(List<FontFile> found, TrueTypeFont font, Path path) throws IOException {
        var metrics = font.getOS2Windows();
        boolean isForbidden = metrics != null && (metrics.getFsType() & RESTRICTED_LICENCE) != 0;
        if (font.getName() != null && !isForbidden && hasTrueTypeOutlines(font)) {
            found.add(new FontFile(font.getName(), path, null, characters(font)));
        }
    }

    private static boolean hasTrueTypeOutlines(TrueTypeFont font) throws IOException {
        return !(font instanceof OpenTypeFont open && open.isPostScript()) && font.getGlyph() != null;
    }

    /** Reads it anew; whoever asks closes it. A parsed font is for one thread. */
    TrueTypeFont open() throws IOException {
        if (resource != null) {
            return parse(resource);
        }
        var file = Objects.requireNonNull(path);
        if (isCollection(file)) {
            return new TrueTypeCollection(file.toFile()).getFontByName(name);
        }
        return new TTFParser().parse(new RandomAccessReadBuffer(Files.readAllBytes(file)));
    }

    private static TrueTypeFont parse(String resource) throws IOException {
        try (InputStream in = FontFile.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("not on the class path: " + resource);
            }
            return new TTFParser().parse(new RandomAccessReadBuffer(in.readAllBytes()));
        }
    }

    private static boolean isCollection(Path path) {
        return path.toString().toLowerCase(Locale.ROOT).endsWith(".ttc");
    }

    private static BitSet characters(TrueTypeFont font) throws IOException {
        var cmap = font.getUnicodeCmapLookup();
        var characters = new BitSet();
        for (int c = ' '; c < CODE_POINTS; c++) {
            if (cmap.getGlyphId(c) != 0) {
                characters.set(c);
            }
        }
        return characters;
    }
}
