package io.staylog.reporting.projection;

import java.text.Normalizer;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The words that a name or an e-mail address is found by: without case, accents and width of letters, so that {@code muller}
 * finds Müller and {@code soren} finds Søren. A name that is written without spaces is found from each of its characters on.
 */
public final class NameWords {
    private static final int WORDS_MAX = 60;
    private static final int WORD_CHARS_MAX = 100;
    // Letters with a stroke and ligatures, which Unicode does not take apart.
    private static final Map<Integer, String> PLAIN = Map.ofEntries(
            Map.entry((int) 'ß', "ss"),
            Map.entry((int) 'ø', "o"),
            Map.entry((int) 'ł', "l"),
            Map.entry((int) 'đ', "d"),
            Map.entry((int) 'ð', "d"),
            Map.entry((int) 'þ', "th"),
            Map.entry((int) 'æ', "ae"),
            Map.entry((int) 'œ', "oe"),
            Map.entry((int) 'ħ', "h"),
            Map.entry((int) 'ı', "i"),
            Map.entry((int) 'ς', "σ"));

    private NameWords() {}

    /** What is kept of a guest. */
    static Set<String> of(String name, String email) {
        var words = new LinkedHashSet<String>();
        split(plain(name), words);
        for (var word : Set.copyOf(words)) {
            addEndings(word, words);
        }
        var address = plain(email).strip();
        if (!address.isEmpty()) {
            add(address, words);
            split(address, words);
        }
        return words;
    }

    /** What a search looks for: each of these must begin a word of the guest. An e-mail address is looked for as a whole. */
    public static Set<String> asked(String text) {
        var words = new LinkedHashSet<String>();
        for (var part : plain(text).split("\\s+", -1)) {
            if (part.indexOf('@') >= 0) {
                add(part, words);
            } else {
                split(part, words);
            }
        }
        return words;
    }

    private static String plain(String text) {
        var lower = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        var plain = new StringBuilder(lower.length());
        lower.codePoints()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK && c != 0)
                .forEach(c -> plain.append(PLAIN.getOrDefault(c, Character.toString(c))));
        return plain.toString();
    }

    private static void split(String text, Collection<String> words) {
        for (var word : text.split("[^\\p{L}\\p{N}\\p{M}]+", -1)) {
            add(word, words);
        }
    }

    private static void addEndings(String word, Collection<String> words) {
        if (word.codePoints().noneMatch(Character::isIdeographic)) {
            return;
        }
        for (int i = word.offsetByCodePoints(0, 1); i < word.length(); i = word.offsetByCodePoints(i, 1)) {
            add(word.substring(i), words);
        }
    }

    private static void add(String word, Collection<String> words) {
        if (!word.isEmpty() && words.size() < WORDS_MAX) {
            int end = Math.min(word.length(), WORD_CHARS_MAX);
            // Half a surrogate pair has no UTF-8 form.
            words.add(word.substring(0, Character.isHighSurrogate(word.charAt(end - 1)) ? end - 1 : end));
        }
    }
}
