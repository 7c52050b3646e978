package io.staylog.reporting.document;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** What files are called: ASCII without spaces, hotel first, so that a folder of them is in order. */
final class FileNames {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern OTHERS = Pattern.compile("[^A-Za-z0-9._-]+");
    private static final Pattern EDGES = Pattern.compile("^[-._]+|[-._]+$");
    private static final int PART_MAX = 60;

    private FileNames() {}

    static String of(DocumentSource source, DocumentFormat format) {
        return part(source.heading().hotel().hotelId(), "hotel") + "_"
                + source.kind().word() + "_" + part(source.subject(), "document") + "." + format.suffix();
    }

    private static String part(String text, String otherwise) {
        var plain =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
        var ascii = EDGES.matcher(OTHERS.matcher(plain).replaceAll("-")).replaceAll("");
        if (ascii.isEmpty()) {
            return otherwise;
        }
        return ascii.length() <= PART_MAX ? ascii : ascii.substring(0, PART_MAX);
    }
}
