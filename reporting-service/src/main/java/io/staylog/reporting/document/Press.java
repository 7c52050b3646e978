package io.staylog.reporting.document;

import com.openhtmltopdf.bidi.support.ICUBidiReorderer;
import com.openhtmltopdf.bidi.support.ICUBidiSplitter;
import com.openhtmltopdf.bidi.support.ICUBreakers;
import com.openhtmltopdf.extend.impl.FSDefaultCacheStore;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.TextDirection;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.svgsupport.BatikSVGDrawer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.regex.Pattern;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** Sets XHTML as tagged PDF (PDF/UA-1, PDF/A-3u). It keeps its parsed fonts, so it is for one thread at a time. */
final class Press {
    private static final Pattern CREATED = Pattern.compile("(<xmp:CreateDate>)[^<]*(</xmp:CreateDate>)");
    private static final String FAMILY = "staylog";

    private final FontIndex index;
    private final byte[] colours;
    private final FSDefaultCacheStore metrics = new FSDefaultCacheStore();
    private final IdentityHashMap<FontFile, TrueTypeFont> parsed = new IdentityHashMap<>();

    Press(FontIndex index, byte[] colours) {
        this.index = index;
        this.colours = colours;
    }

    /** The pages, and how many there are. */
    @SuppressWarnings("ArrayRecordComponent")
    record Printed(byte[] bytes, int pages) {}

    /** The names of the font families, in the order in which they are tried. */
    static String families(List<FontFile> fallbacks) {
        var names = new StringBuilder(FAMILY);
        fallbacks.forEach(font -> names.append(", ").append(family(font)));
        return names.toString();
    }

    private static String family(FontFile font) {
        return FAMILY + font.name().replaceAll("[^A-Za-z0-9]", "");
    }

    Printed print(String xhtml, List<FontFile> fallbacks, Instant created) {
        try (var document = new PDDocument()) {
            var builder = new PdfRendererBuilder()
                    .usePDDocument(document)
                    .withHtmlContent(xhtml, null)
                    .withProducer("Staylog")
                    .usePdfUaAccessibility(true)
                    .usePdfAConformance(PdfRendererBuilder.PdfAConformance.PDFA_3_U)
                    .useColorProfile(colours)
                    .useSVGDrawer(new BatikSVGDrawer())
                    .useUnicodeBidiSplitter(new ICUBidiSplitter.ICUBidiSplitterFactory())
                    .useUnicodeBidiReorderer(new ICUBidiReorderer())
                    // Knows where lines may end in scripts without spaces.
                    .useUnicodeLineBreaker(new ICUBreakers.ICULineBreaker(Locale.ROOT))
                    .defaultTextDirection(TextDirection.LTR)
                    // A document is what is in it: it fetches nothing.
                    .useExternalResourceAccessControl(
                            (_, _) -> false, ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI)
                    .useCacheStore(PdfRendererBuilder.CacheStore.PDF_FONT_METRICS, metrics);
            addFont(builder, document, index.regular(), FAMILY, 400);
            addFont(builder, document, index.bold(), FAMILY, 700);
            for (var font : fallbacks) {
                addFont(builder, document, font, family(font), 400);
            }
            try (var renderer = builder.buildPdfRenderer()) {
                renderer.createPDFWithoutClosing();
                fixTime(document, created);
                var bytes = new ByteArrayOutputStream();
                document.save(bytes);
                return new Printed(bytes.toByteArray(), document.getNumberOfPages());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a document could not be set", e);
        }
    }

    private void addFont(PdfRendererBuilder builder, PDDocument document, FontFile font, String family, int weight) {
        builder.useFont(
                new PDFontSupplier(null) {
                    @Override
                    public PDFont supply() {
                        try {
                            return PDType0Font.load(document, parsed(font), true);
                        } catch (IOException e) {
                            throw new UncheckedIOException("the font " + font.name() + " cannot be read", e);
                        }
                    }
                },
                family,
                weight,
                FontStyle.NORMAL,
                true);
    }

    private TrueTypeFont parsed(FontFile font) throws IOException {
        var known = parsed.get(font);
        if (known == null) {
            known = font.open();
            parsed.put(font, known);
        }
        return known;
    }

    /** The library writes the time of day into two places, and PDFBox makes the file's id from it. */
    private static void fixTime(PDDocument document, Instant created) throws IOException {
        var calendar = new GregorianCalendar(TimeZone.getTimeZone(ZoneOffset.UTC));
        calendar.setTimeInMillis(created.toEpochMilli());
        document.getDocumentInformation().setCreationDate(calendar);
        var catalog = document.getDocumentCatalog();
        var xmp = new String(catalog.getMetadata().toByteArray(), StandardCharsets.UTF_8);
        var fixed = CREATED.matcher(xmp).replaceAll("$1" + created.toString() + "$2");
        var metadata = new PDMetadata(document);
        metadata.importXMPMetadata(fixed.getBytes(StandardCharsets.UTF_8));
        catalog.setMetadata(metadata);
        document.setDocumentId(created.toEpochMilli());
    }
}
