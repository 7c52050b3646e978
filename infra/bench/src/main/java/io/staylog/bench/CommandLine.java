package io.staylog.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * What was asked for.
 *
 * @param studies ids, in the order in which they were named; all when none was
 */
record CommandLine(boolean quick, boolean profile, long seed, List<String> studies) {
    private static final long SEED = 20_261_126L;

    /**
     * Reads the words after the command.
     *
     * @throws IllegalArgumentException with a sentence that says which word is wrong and what may stand there
     */
    static CommandLine parse(List<String> words, List<String> known) {
        boolean quick = false;
        boolean profile = false;
        long seed = SEED;
        var studies = new ArrayList<String>();
        for (var rest = words.iterator(); rest.hasNext(); ) {
            var word = rest.next();
            switch (word) {
                case "--quick" -> quick = true;
                case "--profile" -> profile = true;
                case "--seed" -> seed = seed(rest.hasNext() ? rest.next() : "");
                default -> studies.add(study(word, known));
            }
        }
        return new CommandLine(
                quick,
                profile,
                seed,
                studies.isEmpty() ? known : studies.stream().distinct().toList());
    }

    private static long seed(String word) {
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--seed takes a whole number, not \"" + word + "\"", e);
        }
    }

    private static String study(String word, List<String> known) {
        if (!known.contains(word)) {
            throw new IllegalArgumentException("\"" + word + "\" is neither a study (" + String.join(", ", known)
                    + ") nor --quick, --profile or --seed N");
        }
        return word;
    }
}
