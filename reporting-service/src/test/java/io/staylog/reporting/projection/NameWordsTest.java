package io.staylog.reporting.projection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameWordsTest {
    @ParameterizedTest
    @CsvSource({
        "Anna Müller, muller",
        "Anna Müller, MÜL",
        "Søren Ægir, soren",
        "Łukasz Groß, gross",
        "ΑΝΝΑ ΠΑΠΑΔΟΠΟΥΛΟΣ, παπαδοπουλος",
        "Анна Йорданова, йорд",
        "王小明, 小明",
        "ＡＮＮＡ, anna",
        "Jean-Luc O'Neill, neill",
        "أحمد علي, علي",
        "İpek Yıldız, ipek yildiz"
    })
    void a_name_is_found_by_the_beginning_of_its_words_without_case_and_accents(String name, String asked) {
        assertThat(NameWords.asked(asked))
                .isNotEmpty()
                .allSatisfy(word -> assertThat(NameWords.of(name, "")).anyMatch(kept -> kept.startsWith(word)));
    }

    @Test
    void an_address_is_found_as_a_whole_and_by_its_parts() {
        var kept = NameWords.of("", "Anna.Smith@Example.org");
        assertThat(kept).contains("anna.smith@example.org", "smith", "example");
        assertThat(NameWords.asked("anna.smith@example.org")).containsExactly("anna.smith@example.org");
    }

    @Test
    void nothing_to_look_for_is_nothing() {
        assertThat(NameWords.asked(" ... ")).isEmpty();
    }

    @Test
    void a_name_without_end_has_an_end_here() {
        assertThat(NameWords.of("王".repeat(1_000), ""))
                .hasSizeLessThanOrEqualTo(60)
                .allMatch(w -> w.length() <= 100);
    }
}
