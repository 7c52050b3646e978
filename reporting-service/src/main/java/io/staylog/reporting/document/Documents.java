package io.staylog.reporting.document;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes documents. The same source gives the same bytes, in every process that has the same fonts. Many threads may use it at
 * once.
 */
public final class Documents {
    private final DocumentSettings settings;
    private volatile @Nullable Paper paper;

    public Documents(DocumentSettings settings) {
        this.settings = settings;
    }

    /**
     * Makes one document.
     *
     * @throws DocumentException where it is not offered in this format or is too long for it
     */
    public RenderedDocument render(DocumentSource source, DocumentFormat format) {
        var name = FileNames.of(source, format);
        if (format == DocumentFormat.PDF) {
            if (!source.kind().isOnPaper()) {
                throw new DocumentException(
                        "format_not_offered",
                        "An export has no PDF; ask for format CSV, XLSX or JSONL of kind " + source.kind() + ".");
            }
            var printed = paper().print(source);
            return new RenderedDocument(
                    printed.bytes(), name, format.mediaType(), printed.pages(), source.guests(), printed.withoutFont());
        }
        var sheets = SheetLinks.add(source, Sheets.of(source));
        var bytes = switch (format) {
            case CSV -> CsvFile.write(source, sheets);
            case XLSX -> XlsxFile.write(source, sheets);
            case JSONL, PDF -> JsonLinesFile.write(source, sheets);
        };
        return new RenderedDocument(bytes, name, format.mediaType(), 0, source.guests(), Set.of());
    }

    private Paper paper() {
        var known = paper;
        if (known == null) {
            synchronized (this) {
                known = paper;
                if (known == null) {
                    known = new Paper(settings);
                    paper = known;
                }
            }
        }
        return known;
    }
}
