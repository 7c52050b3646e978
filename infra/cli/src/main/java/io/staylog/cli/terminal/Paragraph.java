package io.staylog.cli.terminal;

/** Breaks text into lines that fit an ordinary terminal; never inside a word. */
public final class Paragraph {
    private static final int COLUMNS = 80;

    private Paragraph() {}

    /** The text with a first line that begins with one thing, and later ones that begin with another. */
    public static String of(String first, String later, String text) {
        var lines = new StringBuilder(first);
        int width = first.length();
        boolean isEmpty = true;
        for (var word : text.strip().split("\\s+", -1)) {
            if (!isEmpty && width + 1 + word.length() > COLUMNS) {
                lines.append('\n').append(later);
                width = later.length();
                isEmpty = true;
            }
            lines.append(isEmpty ? "" : " ").append(word);
            width += word.length() + (isEmpty ? 0 : 1);
            isEmpty = false;
        }
        return lines.toString();
    }

    /** The text, every line as far to the right. */
    public static String indented(String indent, String text) {
        return of(indent, indent, text);
    }
}
