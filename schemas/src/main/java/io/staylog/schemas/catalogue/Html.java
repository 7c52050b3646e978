package io.staylog.schemas.catalogue;

import java.util.regex.Pattern;

/** Pieces of HTML, with everything that comes from a schema made harmless. */
final class Html {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private Html() {}

    /** Text as it must stand in HTML, also inside an attribute. */
    static String text(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** A sentence, in which backquotes mark code. */
    static String sentence(String text) {
        return CODE.matcher(text(text)).replaceAll("<code>$1</code>");
    }

    static String code(String text) {
        return "<code>" + text(text) + "</code>";
    }

    /** A link to a place on the page. */
    static String link(String anchor, String words) {
        return "<a href=\"#" + anchor + "\">" + text(words) + "</a>";
    }

    /** The anchor of a topic or a type. */
    static String anchor(String kind, String name) {
        return kind + "-" + name.replace('.', '-');
    }

    /** A long name that may be broken at its dots and before capitals. */
    static String breakable(String name) {
        return text(name).replace(".", ".<wbr>").replaceAll("(?<=[a-z])(?=[A-Z])", "<wbr>");
    }
}
