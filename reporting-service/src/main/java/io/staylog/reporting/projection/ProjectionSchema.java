package io.staylog.reporting.projection;

import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * The schemas of the database: {@link #LIVE} is what everybody reads, {@link #NEXT} exists while a rebuild is under way,
 * {@link #CONTROL} outlives both.
 */
public final class ProjectionSchema {
    /** The tables that answers are read from. */
    public static final String LIVE = "projection";

    /** The tables of a rebuild. */
    static final String NEXT = "projection_next";

    /** The tables of a look at the past: the log up to given offsets. */
    public static final String PAST = "projection_past";

    /** What outlives a rebuild. */
    public static final String CONTROL = "projection_control";

    private final DataSource database;

    /** Does not connect yet. */
    public ProjectionSchema(DataSource database) {
        this.database = database;
    }

    /** Brings control and live tables up to date. Idempotent, and safe when several instances do it at once. */
    public void migrate() {
        migrate(CONTROL, "classpath:db/control");
        migrate(LIVE, "classpath:db/projection");
    }

    /** Empty tables beside the live ones, which must not be there yet. It is done on a connection of its own. */
    void createNext() {
        migrate(NEXT, "classpath:db/projection");
    }

    /** Empty tables for a look at the past. */
    void createPast() {
        migrate(PAST, "classpath:db/projection");
    }

    /** SQL that drops the tables of a look at the past, if there are any. */
    static String dropPast() {
        return "drop schema if exists " + PAST + " cascade";
    }

    /** SQL that drops the tables of a rebuild, if there are any. Commit it before {@link #createNext()}, which waits for it. */
    static String dropNext() {
        return "drop schema if exists " + NEXT + " cascade";
    }

    private void migrate(String schema, String location) {
        Flyway.configure()
                .dataSource(database)
                .schemas(schema)
                .defaultSchema(schema)
                .createSchemas(true)
                .locations(location)
                .load()
                .migrate();
    }

    /**
     * SQL to begin a transaction with, before its first query: stands in the schema, and holds off a switch to rebuilt
     * tables. It takes no snapshot, so the first query after it sees what the switch has left.
     */
    public static String enter(String schema) {
        return "lock table " + CONTROL + ".projection_switch in access share mode; set local search_path to " + schema;
    }

    /** SQL to stand in a schema that nobody else uses. */
    static String standIn(String schema) {
        return "set local search_path to " + schema;
    }

    /**
     * The same for who fills its tables: nobody waits for a disk. The switch does, and with it all that was before is on the
     * disk; after a power cut before the switch the tables are built anew.
     */
    static String fillIn(String schema) {
        return standIn(schema) + "; set local synchronous_commit to off";
    }

    /** SQL that makes the rebuilt tables the live ones, while nobody else touches either. */
    static String swap() {
        return "alter schema " + LIVE + " rename to " + LIVE + "_old; alter schema " + NEXT + " rename to " + LIVE
                + "; drop schema " + LIVE + "_old cascade; "
                + ChangeNotices.everythingChanged();
    }

    /**
     * SQL to begin a switch with: waits until nobody reads or writes the live tables, and keeps it so. It fails after that
     * time, because everybody who comes meanwhile waits behind it.
     */
    static String enterAlone(Duration within) {
        return "set local lock_timeout = " + within.toMillis() + "; lock table " + CONTROL
                + ".projection_switch in access exclusive mode";
    }
}
