package io.staylog.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The reporting service's PostgreSQL, which writes to the disk before it answers. */
final class PostgresProgram implements Program {
    private static final int LINE_OF_STATUS = 7;
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

    private final Workplace work;
    private final Path dir;

    PostgresProgram(Workplace work) {
        this.work = work;
        this.dir = work.data().part(name());
    }

    @Override
    public Part part() {
        return Part.POSTGRES;
    }

    @Override
    public String name() {
        return Part.POSTGRES.id();
    }

    @Override
    public int port() {
        return work.port(Port.POSTGRES);
    }

    private Path data() {
        return dir.resolve("data");
    }

    @Override
    public Launch prepare() throws IOException, InterruptedException {
        var archive = work.built().postgresArchive();
        var home = work.installation().install(name(), Installation.contentByName(List.of(archive)), directory -> {
            work.progress().accept("Unpacking PostgreSQL (once)");
            Archives.unpackTarXzInJar(archive, directory);
        });
        requireNamespaces();
        if (!Files.exists(data())) {
            initialize(home);
        }
        forgetDeadServer();
        var command = unprivileged(home.resolve("bin/postgres"));
        command.addAll(List.of("-D", data().toString(), "-p", Integer.toString(port())));
        for (var setting : List.of(
                "listen_addresses=127.0.0.1",
                // Only over TCP and with the password: a socket in /tmp would be open to every user of the machine.
                "unix_socket_directories=",
                "fsync=on",
                "synchronous_commit=on",
                "log_timezone=UTC",
                "timezone=UTC")) {
            command.addAll(List.of("-c", setting));
        }
        return new Launch(command, STOP_TIMEOUT, false, () -> {});
    }

    /** Creates the cluster, the user and the database, all or nothing. */
    private void initialize(Path home) throws IOException, InterruptedException {
        work.progress().accept("Creating the reporting database (once)");
        var draft = dir.resolve("draft");
        Installation.deleteTree(draft);
        var password = DataDir.secret(work.data().postgresPassword());
        var initdb = unprivileged(home.resolve("bin/initdb"));
        initdb.addAll(List.of(
                "--pgdata=" + draft,
                "--username=postgres",
                "--pwfile=" + work.data().postgresPassword()));
        // The built-in locale sorts and folds the same on every operating system, for ever.
        initdb.addAll(List.of(
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--auth=scram-sha-256"));
        run(initdb, "");
        var single = unprivileged(home.resolve("bin/postgres"));
        single.addAll(List.of("--single", "-D", draft.toString(), "postgres"));
        run(
                single,
                "CREATE ROLE reporting LOGIN PASSWORD '" + password + "'\nCREATE DATABASE reporting OWNER reporting\n");
        Files.move(draft, data());
    }

    private void run(List<String> command, String input) throws IOException, InterruptedException {
        new Tool(command, dir, work.data().logForAppending(name()))
                .run(input, "The reporting database could not be created");
    }

    /** PostgreSQL refuses to run as root: a user namespace makes it somebody else, while the files stay root's. */
    private static List<String> unprivileged(Path program) {
        var command = new ArrayList<String>();
        if (isRoot()) {
            command.addAll(List.of("unshare", "--user"));
        }
        command.add(program.toString());
        return command;
    }

    private static void requireNamespaces() throws IOException, InterruptedException {
        if (isRoot() && new ProcessBuilder("unshare", "--user", "true").start().waitFor() != 0) {
            throw new LocalException("PostgreSQL refuses to run as root, and this machine lets root make no user"
                    + " namespace: start Staylog as an ordinary user.");
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /**
     * After kill -9 a file still names the dead server's process. PostgreSQL clears it itself unless the number belongs to
     * another process by now, which it cannot tell from a server. The file also keeps a new server from starting beside
     * helpers of the dead one, so these must be gone first.
     */
    private void forgetDeadServer() throws IOException, InterruptedException {
        var lines = statusLines();
        if (lines.isEmpty()) {
            return;
        }
        var process = Optional.of(lines.getFirst().strip())
                .filter(text -> text.matches("\\d+"))
                .flatMap(text -> ProcessHandle.of(Long.parseLong(text)));
        boolean isServer = process.flatMap(found -> found.info().commandLine())
                .filter(command -> command.contains(data().toString()))
                .isPresent();
        if (!isServer && (new OrphanedHelpers(data()).end() || process.isPresent())) {
            Files.delete(statusFile());
        }
    }

    private Path statusFile() {
        return data().resolve("postmaster.pid");
    }

    private List<String> statusLines() throws IOException {
        return Files.exists(statusFile()) ? Files.readAllLines(statusFile()) : List.of();
    }

    /** The server writes into its file when it takes connections. */
    @Override
    public boolean isReady() {
        try {
            var lines = statusLines();
            return lines.size() > LINE_OF_STATUS
                    && lines.get(LINE_OF_STATUS).strip().equals("ready");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
