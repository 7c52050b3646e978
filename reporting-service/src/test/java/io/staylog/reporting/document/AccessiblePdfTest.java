package io.staylog.reporting.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/** Every document passes veraPDF's checks of PDF/UA-1 (screen readers) and PDF/A-3u (archives). */
class AccessiblePdfTest {
    private static final Documents DOCUMENTS = new Documents(Fonts.NONE);

    @BeforeAll
    static void initialise() {
        VeraGreenfieldFoundryProvider.initialise();
    }

    static Stream<Arguments> sources() {
        return Stream.of(
                Arguments.of("daily", Samples.daily()),
                Arguments.of("arrivals with names of the world", Samples.arrivals(60)),
                Arguments.of("nobody", Samples.list(DocumentKind.NO_SHOWS, 0)),
                Arguments.of("pickup", Samples.pickup(60)),
                Arguments.of("folio", Samples.folio()),
                Arguments.of("invoice", Samples.invoice(50, InvoiceSource.Form.DETAILED, false)),
                Arguments.of("credit note", Samples.invoice(3, InvoiceSource.Form.SUMMARY, true)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sources")
    void a_document_can_be_read_aloud_and_archived(String name, DocumentSource source) throws Exception {
        var bytes = DOCUMENTS.render(source, DocumentFormat.PDF).bytes();
        assertThat(failures(bytes, PDFAFlavour.PDFUA_1))
                .as("PDF/UA-1 of %s", name)
                .isEmpty();
        assertThat(failures(bytes, PDFAFlavour.PDFA_3_U))
                .as("PDF/A-3u of %s", name)
                .isEmpty();
    }

    @Test
    void names_in_fonts_of_the_machine_can_be_read_aloud_and_archived() throws Exception {
        var bytes = new Documents(Fonts.ofMachine())
                .render(Samples.arrivals(20), DocumentFormat.PDF)
                .bytes();
        assertThat(failures(bytes, PDFAFlavour.PDFUA_1)).isEmpty();
        assertThat(failures(bytes, PDFAFlavour.PDFA_3_U)).isEmpty();
    }

    @Test
    void the_check_finds_what_is_wrong() throws Exception {
        try (var pdf = new org.apache.pdfbox.pdmodel.PDDocument()) {
            pdf.addPage(new org.apache.pdfbox.pdmodel.PDPage());
            var bytes = new java.io.ByteArrayOutputStream();
            pdf.save(bytes);
            assertThat(failures(bytes.toByteArray(), PDFAFlavour.PDFUA_1)).isNotEmpty();
            assertThat(failures(bytes.toByteArray(), PDFAFlavour.PDFA_3_U)).isNotEmpty();
        }
    }

    private static List<String> failures(byte[] pdf, PDFAFlavour flavour) throws Exception {
        try (var parser = Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), flavour);
                var validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            var result = validator.validate(parser);
            var failures = result.getTestAssertions().stream()
                    .filter(assertion -> assertion.getStatus() == TestAssertion.Status.FAILED)
                    .map(assertion -> assertion.getRuleId().getClause() + " " + assertion.getMessage())
                    .distinct()
                    .toList();
            return result.isCompliant() || !failures.isEmpty() ? failures : List.of("not compliant");
        }
    }
}
