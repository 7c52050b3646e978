package io.staylog.sagas.simulation;

/** A script and all that it leads to, for whoever has to find out why. */
final class Told {
    private Told() {}

    static String of(Script script, Bugs bugs) {
        var text = new StringBuilder();
        text.append(script.steps().size())
                .append(" steps of seed ")
                .append(script.seed())
                .append('\n');
        var failure = Run.of(
                script, bugs, new Figures(), true, line -> text.append(line).append('\n'));
        return text.append(failure == null ? "and all is well\n" : "BROKEN: " + failure.what())
                .toString();
    }
}
