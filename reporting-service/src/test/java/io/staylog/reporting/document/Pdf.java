package io.staylog.reporting.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;

/** Reads what a PDF says. */
public final class Pdf {
    private static final Path PAGES = Path.of("target", "documents");
    private static final float DOTS_PER_INCH = 110;

    private Pdf() {}

    /** The text in the order of the page, with plain spaces. */
    public static String text(RenderedDocument document) {
        try (var pdf = Loader.loadPDF(document.bytes())) {
            var stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            return stripper.getText(pdf).replace('\u00A0', ' ');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps the file and a picture of each page among the output of the tests, for people to look at. */
    public static void keep(String name, RenderedDocument document) {
        try (var pdf = Loader.loadPDF(document.bytes())) {
            Files.createDirectories(PAGES);
            Files.write(PAGES.resolve(name + ".pdf"), document.bytes());
            var pages = new PDFRenderer(pdf);
            for (int i = 0; i < pdf.getNumberOfPages(); i++) {
                ImageIO.write(
                        pages.renderImageWithDPI(i, DOTS_PER_INCH),
                        "png",
                        PAGES.resolve(name + "-" + (i + 1) + ".png").toFile());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
