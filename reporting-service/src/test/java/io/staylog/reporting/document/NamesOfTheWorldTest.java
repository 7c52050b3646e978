package io.staylog.reporting.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.Test;

/** Guests' names in the scripts of the world: no boxes, right-to-left set from right to left. */
class NamesOfTheWorldTest {
    private static final Documents PLAIN = new Documents(Fonts.NONE);

    private static RenderedDocument listOf(Documents documents, String... names) {
        var one = Samples.arrivals(1);
        var rows = new ArrayList<GuestListSource.Row>();
        for (var name : names) {
            var row = one.rows().getFirst();
            rows.add(new GuestListSource.Row(
                    Samples.id(name),
                    row.reference(),
                    1,
                    "TWIN",
                    Samples.guest(name),
                    row.arrival(),
                    row.departure(),
                    1,
                    0,
                    "CONFIRMED",
                    "OTA",
                    "BAR",
                    "CARD",
                    "EUR",
                    100,
                    null,
                    ""));
        }
        return documents.render(
                new GuestListSource(one.heading(), DocumentKind.ARRIVALS, one.businessDate(), true, rows),
                DocumentFormat.PDF);
    }

    @Test
    void latin_greek_cyrillic_arabic_and_hebrew_need_no_font_but_ours() {
        var document = listOf(
                PLAIN,
                "Zoë Müller-Lüdenscheidt",
                "Łukasz Żółć",
                "Nguyễn Thị Minh Khai",
                "Γιώργος Παπαδόπουλος",
                "Мария Кузнецова",
                "محمد عبد الله",
                "יוסי כהן");
        assertThat(document.withoutFont()).isEmpty();
        assertThat(Pdf.text(document))
                .contains("Zoë Müller-Lüdenscheidt", "Łukasz Żółć", "Nguyễn Thị Minh Khai")
                .contains("Γιώργος Παπαδόπουλος", "Мария Кузнецова");
    }

    @Test
    void a_decomposed_letter_is_the_same_letter() {
        var decomposed = Normalizer.normalize("Zoë Żółć Nguyễn", Normalizer.Form.NFD);
        var document = listOf(PLAIN, decomposed);
        assertThat(document.withoutFont()).isEmpty();
        assertThat(Pdf.text(document)).contains("Zoë Żółć Nguyễn");
    }

    @Test
    void a_character_without_a_font_is_told_and_written_as_its_number() {
        var document = listOf(PLAIN, "山田 Tarō", "Anna \uD83E\uDD84");
        assertThat(document.withoutFont()).containsExactlyInAnyOrder((int) '山', (int) '田', 0x1F984);
        assertThat(Pdf.text(document)).contains("[U+5C71][U+7530] Tarō", "Anna [U+1F984]");
    }

    @Test
    void no_glyph_is_the_box_for_what_a_font_does_not_have() throws IOException {
        var names = new ArrayList<>(Samples.NAMES);
        names.add("\uD83E\uDD84 山 \uFFFD \uE000");
        assertThat(boxes(listOf(PLAIN, names.toArray(String[]::new)))).isEmpty();
        assertThat(boxes(listOf(new Documents(Fonts.ofMachine()), names.toArray(String[]::new))))
                .isEmpty();
    }

    @Test
    void chinese_japanese_and_korean_come_from_the_folder_of_fonts() {
        var document = listOf(new Documents(Fonts.ofMachine()), "山田 太郎", "王小明", "김민준");
        assertThat(document.withoutFont()).isEmpty();
        assertThat(Pdf.text(document)).contains("山田 太郎", "王小明", "김민준");
    }

    @Test
    void hebrew_runs_from_right_to_left() throws IOException {
        var letters = positions(listOf(PLAIN, "אבג"), "אבג");
        assertThat(letters).hasSize(3);
        assertThat(letters.get(0).x()).isGreaterThan(letters.get(1).x());
        assertThat(letters.get(1).x()).isGreaterThan(letters.get(2).x());
    }

    @Test
    void arabic_letters_are_joined_and_run_from_right_to_left() throws IOException {
        // Initial form of meem, medial form of hah, medial form of meem, final form of dal.
        var letters = positions(listOf(PLAIN, "محمد"), "\uFEE3\uFEA4\uFEE4\uFEAA");
        assertThat(letters).hasSize(4);
        assertThat(letters.getFirst().x()).isGreaterThan(letters.getLast().x());
    }

    @Test
    void markup_in_a_name_is_text() {
        var document = listOf(PLAIN, "<b>Anna</b> & \"Bela\"", "[(${7*7})] [[${7*7}]]", "&#65;&lt;");
        assertThat(Pdf.text(document)).contains("<b>Anna</b> & \"Bela\"", "[(${7*7})]", "[[${7*7}]]", "&#65;&lt;");
    }

    @Test
    void a_name_of_control_characters_breaks_nothing() {
        var document = listOf(PLAIN, "An\u0000na\u0007\nBela\u202E\uD800", "  ", "x".repeat(400));
        assertThat(Pdf.text(document)).contains("An na Bela\uFFFD", "(no name)");
        assertThat(document.pages()).isEqualTo(1);
    }

    private record Letter(String text, float x) {}

    /** Where these letters stand, in the order given. */
    private static List<Letter> positions(RenderedDocument document, String letters) throws IOException {
        var found = new ArrayList<Letter>();
        glyphs(document).forEach(glyph -> found.add(new Letter(glyph.getUnicode(), glyph.getXDirAdj())));
        return letters.codePoints()
                .mapToObj(Character::toString)
                .map(letter -> found.stream()
                        .filter(glyph -> glyph.text().equals(letter))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no " + letter + " among " + found)))
                .toList();
    }

    /** What was drawn with a font's glyph 0. */
    private static List<String> boxes(RenderedDocument document) throws IOException {
        var boxes = new HashSet<String>();
        for (var glyph : glyphs(document)) {
            PDFont font = glyph.getFont();
            for (int code : glyph.getCharacterCodes()) {
                if (code == 0) {
                    boxes.add(font.getName() + " " + glyph.getUnicode());
                }
            }
        }
        return List.copyOf(boxes);
    }

    private static List<TextPosition> glyphs(RenderedDocument document) throws IOException {
        var glyphs = new ArrayList<TextPosition>();
        try (var pdf = Loader.loadPDF(document.bytes())) {
            new PDFTextStripper() {
                @Override
                protected void processTextPosition(TextPosition text) {
                    glyphs.add(text);
                }
            }.getText(pdf);
        }
        assertThat(glyphs).isNotEmpty();
        return glyphs;
    }
}
