package io.staylog.reporting.document;

import com.ibm.icu.text.ArabicShaping;
import com.ibm.icu.text.ArabicShapingException;
import com.openhtmltopdf.util.XRLog;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.time.Instant;
import java.util.BitSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Prints sources on pages: template, fonts for all that is written, press. */
final class Paper {
    private static final Pattern REFERENCE = Pattern.compile("&#(x?)([0-9a-fA-F]+);");
    private static final String FAMILIES = "@families@";
    private static final int HEXADECIMAL = 16;
    private static final int DECIMAL = 10;

    private final DocumentSettings settings;
    private final TemplateEngine templates = templates();
    private final FontIndex index;
    private final byte[] colours = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    private final ConcurrentLinkedQueue<Press> idle = new ConcurrentLinkedQueue<>();

    Paper(DocumentSettings settings) {
        this.settings = settings;
        this.index = new FontIndex(settings);
        // Each render reports to nobody; it would write a line for every font and style.
        XRLog.setLoggingEnabled(false);
    }

    /** The pages, how many there are, and what no font has. */
    @SuppressWarnings("ArrayRecordComponent")
    record Printed(byte[] bytes, int pages, Set<Integer> withoutFont) {}

    Printed print(DocumentSource source) {
        var layout = Layouts.of(source, settings.paperRowsMax());
        var printed = print(source, layout, false);
        // The manager's page is one page, also on a day with more of everything than there is room for.
        return source instanceof DailyReportSource && printed.pages() > 1 ? print(source, layout, true) : printed;
    }

    private Printed print(DocumentSource source, Layouts.Layout layout, boolean isDense) {
        var context = new Context();
        context.setVariables(layout.variables());
        context.setVariable("isDense", isDense);
        var xhtml = decoded(templates.process(layout.template(), context));
        var choice = index.choose(characters(xhtml));
        var ready = withoutMissing(xhtml, choice.missing()).replace(FAMILIES, Press.families(choice.fallbacks()));
        var created = Objects.requireNonNullElse(source.heading().standsOn().dataAt(), Instant.EPOCH);
        var press = Objects.requireNonNullElseGet(idle.poll(), () -> new Press(index, colours));
        var printed = press.print(ready, choice.fallbacks(), created);
        // Not after a failure: nobody knows what it left behind.
        idle.add(press);
        var missing = choice.missing().stream().boxed().collect(Collectors.toUnmodifiableSet());
        return new Printed(printed.bytes(), printed.pages(), missing);
    }

    private static TemplateEngine templates() {
        var resolver = new ClassLoaderTemplateResolver(Paper.class.getClassLoader());
        resolver.setPrefix("documents/");
        resolver.setSuffix(".html");
        resolver.setTemplateMode(TemplateMode.XML);
        resolver.setCharacterEncoding("UTF-8");
        resolver.setCacheable(true);
        var engine = new TemplateEngine();
        engine.setTemplateResolver(resolver);
        return engine;
    }

    /** The engine writes what is not ASCII as references; as characters they can be counted. */
    private static String decoded(String xhtml) {
        return REFERENCE.matcher(xhtml).replaceAll(match -> {
            int c = Integer.parseInt(match.group(2), match.group(1).isEmpty() ? DECIMAL : HEXADECIMAL);
            // Below are the characters that XML needs escaped.
            return c < 0x80 ? java.util.regex.Matcher.quoteReplacement(match.group()) : Character.toString(c);
        });
    }

    /** All that will be set: what is written, and the forms that Arabic letters take in a word. */
    private static BitSet characters(String xhtml) {
        var characters = new BitSet();
        xhtml.codePoints().filter(c -> c > ' ').forEach(characters::set);
        try {
            var shaped = new ArabicShaping(ArabicShaping.LETTERS_SHAPE).shape(xhtml);
            shaped.codePoints().filter(c -> c > ' ' && isForm(c)).forEach(characters::set);
        } catch (ArabicShapingException e) {
            throw new IllegalStateException("letters are shaped without a change of length", e);
        }
        return characters;
    }

    private static boolean isForm(int c) {
        return c >= 0xFB50 && c <= 0xFEFF;
    }

    private static String withoutMissing(String xhtml, BitSet missing) {
        if (missing.isEmpty()) {
            return xhtml;
        }
        var text = new StringBuilder(xhtml.length());
        xhtml.codePoints().forEach(c -> {
            if (missing.get(c)) {
                text.append("[U+%04X]".formatted(c));
            } else {
                text.appendCodePoint(c);
            }
        });
        return text.toString();
    }
}
