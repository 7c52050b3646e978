package io.staylog.reporting.document;

/** Puts charts into pages that become PDF. */
final class Svg {
    private Svg() {}

    /** The renderer takes a picture's alternative text from an attribute that SVG itself does not have. */
    static String onPaper(String svg, String alternative) {
        var text = alternative.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
        return svg.replaceFirst("<svg ", "<svg alt=\"" + java.util.regex.Matcher.quoteReplacement(text) + "\" ");
    }
}
