package io.staylog.schemas.catalogue;

import io.staylog.schemas.TopicUse;
import io.staylog.schemas.TopicUse.Party;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Who writes what and who reads it, drawn: writers on the left, topics in the middle, readers on the right. */
final class Picture {
    private static final int WIDTH = 960;
    private static final int ROW = 58;
    private static final int BOX_HEIGHT = 40;
    private static final int TOP = 44;
    private static final int PARTY_WIDTH = 176;
    private static final int TOPIC_WIDTH = 216;
    private static final int TOPIC_LEFT = (WIDTH - TOPIC_WIDTH) / 2;
    private static final int READER_LEFT = WIDTH - PARTY_WIDTH;

    private final List<TopicUse> uses;
    private final List<Party> writers = new ArrayList<>();
    private final List<Party> readers = new ArrayList<>();
    private final int height;
    private final StringBuilder svg = new StringBuilder();

    private Picture(List<TopicUse> uses) {
        this.uses = uses;
        for (var party : Party.values()) {
            if (uses.stream().anyMatch(use -> use.writers().contains(party))) {
                writers.add(party);
            }
            if (uses.stream().anyMatch(use -> use.readers().contains(party))) {
                readers.add(party);
            }
        }
        height = TOP + uses.size() * ROW;
    }

    /** The picture as SVG that takes its colours from the page. */
    static String of(List<TopicUse> uses) {
        var picture = new Picture(uses);
        picture.draw();
        return picture.svg.toString();
    }

    private void draw() {
        svg.append(String.format(
                        Locale.ROOT,
                        "<svg class=\"flow\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Who writes to which topic, and who"
                                + " reads it; the list of topics says the same in words\">%n",
                        WIDTH,
                        height)
                .replace(System.lineSeparator(), "\n"));
        head(PARTY_WIDTH / 2, "writes");
        head(WIDTH / 2, "topic");
        head(READER_LEFT + PARTY_WIDTH / 2, "reads");
        for (int row = 0; row < uses.size(); row++) {
            for (var party : uses.get(row).writers()) {
                line(
                        party,
                        PARTY_WIDTH,
                        middle(writers.indexOf(party), writers.size()),
                        TOPIC_LEFT,
                        middle(row, uses.size()));
            }
            for (var party : uses.get(row).readers()) {
                line(
                        party,
                        TOPIC_LEFT + TOPIC_WIDTH,
                        middle(row, uses.size()),
                        READER_LEFT,
                        middle(readers.indexOf(party), readers.size()));
            }
        }
        for (int i = 0; i < writers.size(); i++) {
            party(writers.get(i), 0, middle(i, writers.size()));
        }
        for (int i = 0; i < readers.size(); i++) {
            party(readers.get(i), READER_LEFT, middle(i, readers.size()));
        }
        for (int row = 0; row < uses.size(); row++) {
            topic(uses.get(row), middle(row, uses.size()));
        }
        svg.append("</svg>\n");
    }

    /** Spreads a column's boxes over the height of the picture. */
    private int middle(int index, int count) {
        int space = (height - TOP) / count;
        return TOP + space * index + space / 2;
    }

    private void head(int x, String words) {
        svg.append("<text class=\"head\" x=\"" + x + "\" y=\"22\">" + words + "</text>\n");
    }

    private void line(Party party, int fromX, int fromY, int toX, int toY) {
        int bend = (fromX + toX) / 2;
        svg.append("<path class=\"" + style(party) + "\" d=\"M" + fromX + " " + fromY + " C" + bend + " " + fromY + " "
                + bend
                + " " + toY + " " + (toX - 7) + " " + toY + "\"/><path class=\"tip " + style(party) + "\" d=\"M" + toX
                + " "
                + toY + " l-9 -5 v10 z\"/>\n");
    }

    private void party(Party party, int x, int middle) {
        svg.append("<rect class=\"party " + style(party) + "\" x=\"" + (x + 1) + "\" y=\"" + (middle - BOX_HEIGHT / 2)
                + "\" width=\"" + (PARTY_WIDTH - 2) + "\" height=\"" + BOX_HEIGHT + "\" rx=\"20\"/>"
                + label(x + PARTY_WIDTH / 2, middle, party.title()));
    }

    private void topic(TopicUse use, int middle) {
        var name = use.topic().name();
        svg.append("<a href=\"#" + Html.anchor("topic", name) + "\"><rect class=\"topic\" x=\"" + TOPIC_LEFT + "\" y=\""
                + (middle - BOX_HEIGHT / 2) + "\" width=\"" + TOPIC_WIDTH + "\" height=\"" + BOX_HEIGHT
                + "\" rx=\"6\"/>"
                + label(WIDTH / 2, middle, name).strip() + "</a>\n");
    }

    private static String label(int x, int middle, String words) {
        return "<text x=\"" + x + "\" y=\"" + (middle + 5) + "\">" + Html.text(words) + "</text>\n";
    }

    /** The class that gives a party its colour on the page. */
    static String style(Party party) {
        return party.name().toLowerCase(Locale.ROOT).replace("_service", "");
    }
}
