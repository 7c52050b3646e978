package io.staylog.reporting.rendering;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;

/** Says in lines what differs between two files of one format. */
final class Differences {
    private static final int LINES_MAX = 20;

    private Differences() {}

    static List<String> between(byte[] before, byte[] again, String format) {
        if (Arrays.equals(before, again)) {
            return List.of();
        }
        var lines = switch (format) {
            case "PDF" -> lines(text(before), text(again));
            case "CSV", "JSONL" -> lines(new String(before, UTF_8), new String(again, UTF_8));
            default -> new ArrayList<String>();
        };
        if (lines.isEmpty()) {
            lines.add("the first byte that differs is number " + Arrays.mismatch(before, again)
                    + (format.equals("PDF") ? "; the text is the same" : ""));
        }
        return lines;
    }

    private static List<String> lines(String before, String again) {
        var old = before.lines().toList();
        var now = again.lines().toList();
        var found = new ArrayList<String>();
        for (int i = 0; i < Math.max(old.size(), now.size()) && found.size() < LINES_MAX; i++) {
            var was = i < old.size() ? old.get(i) : "(no line)";
            var is = i < now.size() ? now.get(i) : "(no line)";
            if (!was.equals(is)) {
                found.add("line " + (i + 1) + ": was '" + was + "', is '" + is + "'");
            }
        }
        return found;
    }

    private static String text(byte[] pdf) {
        try (var document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        } catch (IOException e) {
            return "(no readable PDF)";
        }
    }
}
