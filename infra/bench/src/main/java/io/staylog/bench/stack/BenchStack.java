package io.staylog.bench.stack;

import io.staylog.local.LocalSettings;
import io.staylog.local.LocalStack;
import io.staylog.local.Part;
import io.staylog.local.RunningPart;
import io.staylog.schemas.serde.SchemaRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** The local stack that is measured, every part a process of its own. */
public final class BenchStack implements AutoCloseable {
    private final LocalStack stack;
    private final SchemaRegistry registry;
    private final AtomicInteger runs = new AtomicInteger();

    private BenchStack(LocalStack stack) {
        this.stack = stack;
        this.registry = new SchemaRegistry(URI.create(settings().registryUrl()));
    }

    /** Starts the parts in an empty directory, with the optimizing compiler and heaps for load. */
    public static BenchStack start(Path directory, Set<Part> parts) throws InterruptedException {
        return start(LocalSettings.forTest(directory, parts).forLoad());
    }

    /** Starts what the settings say. */
    public static BenchStack start(LocalSettings settings) throws InterruptedException {
        return new BenchStack(LocalStack.start(settings, sentence -> System.out.println("  stack: " + sentence)));
    }

    /** A number that no run of load on this log has had: ids are made of it, and an id is answered once. */
    public int nextRun() {
        return runs.incrementAndGet();
    }

    /** Where everything is. */
    public LocalSettings settings() {
        return stack.settings();
    }

    /** The processes. */
    public LocalStack local() {
        return stack;
    }

    /** The schemas. */
    public SchemaRegistry registry() {
        return registry;
    }

    /** What callers of the services show. */
    public String token() {
        return read(settings().tokenFile());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
    }

    /** A connection to the reporting database. */
    public Connection database() throws SQLException {
        return DriverManager.getConnection(
                settings().jdbcUrl(), "reporting", read(settings().databasePasswordFile()));
    }

    /** Processor time that every part has used up to now. */
    public CpuTimes cpu() {
        var pids = new LinkedHashMap<String, Long>();
        for (RunningPart part : stack.parts()) {
            pids.put(part.name(), part.pid());
        }
        return CpuTimes.now(pids);
    }

    /** Heap that a service still needs after a full collection. */
    public long heapBytes(Part service) {
        long pid = stack.part(service).pid();
        Jcmd.run(pid, "GC.run");
        // "garbage-first heap" or "def new generation   total 9216K, used 1234K [0x..." and so on, one line for each
        // space.
        var used = Pattern.compile("(?m)^ *+(?!Metaspace|class space).*used (\\d+)K")
                .matcher(Jcmd.run(pid, "GC.heap_info"));
        return used.results()
                .mapToLong(space -> Long.parseLong(space.group(1)) * 1_024)
                .sum();
    }

    @Override
    public void close() {
        stack.close();
    }
}
