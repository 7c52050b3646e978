package io.staylog.sagas;

/** The table of the paths, with all lines of this run so far. */
final class PathTable {
    private static final Table TABLE = new Table("sagas.md");

    private PathTable() {}

    static void add(String name, Ending ending) {
        TABLE.add(name, ending);
    }

    static void publish() {
        TABLE.publish();
    }
}
