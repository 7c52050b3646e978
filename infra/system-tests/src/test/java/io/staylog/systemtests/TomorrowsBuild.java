package io.staylog.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.local.Part;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import io.staylog.systemtests.reference.DataFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.apache.avro.Schema;
import org.apache.avro.compiler.specific.SpecificCompiler;
import org.apache.avro.compiler.specific.SpecificCompiler.FieldVisibility;
import org.apache.avro.generic.GenericData.StringType;
import org.apache.avro.idl.IdlReader;

/**
 * The next release of our services: its events say one thing more, and it knows one channel more. The schemas are today's
 * .avdl files with these changes, their classes are generated and compiled anew, and each service is today's jar with them in
 * the place of the old ones. Code of today that makes such an event gets a constructor that fills the new field.
 */
final class TomorrowsBuild {
    static final String SYMBOL = "KIOSK";
    static final String WRITTEN = "tomorrow";
    /** Of BookingConfirmed. */
    static final String CONFIRMED_BY = "confirmedBy";
    /** Of PaymentCaptured. */
    static final String SETTLED_BY = "settledBy";

    private static final String CHANNEL = "io/staylog/booking/domain/Channel";
    private static final Path AVDL = Path.of("schemas/src/main/avro");

    private final Path project = DataFiles.projectRoot();
    private final Path directory;
    private final Map<String, Schema> schemas = new TreeMap<>();
    private final Map<String, byte[]> schemaClasses = new HashMap<>();
    private final Map<String, byte[]> domainClasses = new HashMap<>();

    private TomorrowsBuild(Path directory) {
        this.directory = directory;
    }

    /** Makes it in an empty directory. */
    static TomorrowsBuild in(Path directory) throws IOException {
        var build = new TomorrowsBuild(directory);
        var sources = build.generate(build.changeSchemas());
        build.compile(sources, "schemas", build.schemaClasses);
        build.compile(List.of(build.channelOfTheDomain()), "domain", build.domainClasses);
        return build;
    }

    /** Its schema of a record type. */
    Schema schema(Class<?> type) {
        return schemas.get(type.getName());
    }

    /** Its schemas of a topic, by subject: what its deploy step registers. */
    Map<String, Schema> schemas(Topic topic) {
        var ofTopic = new TreeMap<String, Schema>();
        topic.recordTypes().forEach(type -> ofTopic.put(topic.subject(schema(type)), schema(type)));
        return ofTopic;
    }

    /** How many of its schemas differ from today's. */
    long changed() {
        return Topics.all().stream()
                .flatMap(topic -> topic.recordTypes().stream())
                .distinct()
                .filter(type -> !schema(type).equals(OtherRelease.plain(type)))
                .count();
    }

    private Path changeSchemas() throws IOException {
        var target = directory.resolve("avro");
        try (var files = Files.walk(project.resolve(AVDL))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var copy = target.resolve(project.resolve(AVDL).relativize(file));
                Files.createDirectories(copy.getParent());
                Files.writeString(copy, changed(file.getFileName().toString(), copy, Files.readString(file)));
            }
        }
        return target;
    }

    private static String changed(String name, Path copy, String text) {
        var folder = copy.getParent().getFileName().toString();
        return switch (folder + "/" + name) {
            case "common/common.avdl" -> replaced(text, "CORPORATE, GROUP }", "CORPORATE, GROUP, " + SYMBOL + " }");
            case "booking/events.avdl" -> withField(text, "BookingConfirmed", CONFIRMED_BY);
            case "payment/events.avdl" -> withField(text, "PaymentCaptured", SETTLED_BY);
            default -> text;
        };
    }

    /** In front of all others, where a reader that ignored names would go wrong most. */
    private static String withField(String text, String record, String field) {
        var head = "record " + record + " {\n";
        return replaced(text, head, head + "  /** Which release has written it. */\n  string " + field + " = \"\";\n");
    }

    private static String replaced(String text, String before, String after) {
        if (!text.contains(before)) {
            throw new IllegalStateException("today's schemas have no \"" + before + "\" any more");
        }
        return text.replace(before, after);
    }

    private List<Path> generate(Path avdl) throws IOException {
        var sources = Files.createDirectories(directory.resolve("java"));
        try (var files = Files.walk(avdl)) {
            for (var file : files.filter(it -> it.toString().endsWith(".avdl")).toList()) {
                var named = new IdlReader().parse(file).getNamedSchemas().values();
                named.forEach(schema -> schemas.put(schema.getFullName(), OtherRelease.copy(schema)));
                var compiler = new SpecificCompiler(named);
                compiler.setStringType(StringType.String);
                compiler.setEnableDecimalLogicalType(true);
                compiler.setCreateSetters(false);
                compiler.setFieldVisibility(FieldVisibility.PRIVATE);
                compiler.compileToDestination(file.toFile(), sources.toFile());
            }
        }
        withConstructorOfToday(sources.resolve("io/staylog/schemas/booking/BookingConfirmed.java"), CONFIRMED_BY);
        withConstructorOfToday(sources.resolve("io/staylog/schemas/payment/PaymentCaptured.java"), SETTLED_BY);
        try (var files = Files.walk(sources)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** What today's code calls; it says who writes. */
    private static void withConstructorOfToday(Path file, String field) throws IOException {
        var text = Files.readString(file);
        var constructor = Pattern.compile("  public (\\w+)\\(java\\.lang\\.String " + field + ", ([^)]*)\\) \\{")
                .matcher(text);
        if (!constructor.find()) {
            throw new IllegalStateException(file + " has no constructor that begins with " + field);
        }
        var arguments = constructor.group(2).replaceAll("[\\w.<>]+ (\\w+)", "$1");
        var today = "  public " + constructor.group(1) + "(" + constructor.group(2) + ") {\n    this(\"" + WRITTEN
                + "\", " + arguments + ");\n  }\n\n";
        Files.writeString(
                file,
                text.replaceFirst(
                        Pattern.quote(constructor.group()), Matcher.quoteReplacement(today + constructor.group())));
    }

    private Path channelOfTheDomain() throws IOException {
        var file = project.resolve("booking-service/src/main/java").resolve(CHANNEL + ".java");
        var copy = directory.resolve("domain-java").resolve(CHANNEL + ".java");
        Files.createDirectories(copy.getParent());
        return Files.writeString(
                copy, replaced(Files.readString(file), "    GROUP\n", "    GROUP,\n    " + SYMBOL + "\n"));
    }

    private void compile(List<Path> sources, String name, Map<String, byte[]> classes) throws IOException {
        var target = Files.createDirectories(directory.resolve(name + "-classes"));
        var compiler = ToolProvider.getSystemJavaCompiler();
        var said = new ByteArrayOutputStream();
        var arguments = new ArrayList<>(List.of("-proc:none", "-nowarn", "-d", target.toString(), "-classpath"));
        arguments.add(System.getProperty("java.class.path"));
        sources.forEach(source -> arguments.add(source.toString()));
        if (compiler.run(null, said, said, arguments.toArray(String[]::new)) != 0) {
            throw new IllegalStateException("the next release does not compile: " + said.toString(UTF_8));
        }
        try (var files = Files.walk(target)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                classes.put(target.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
    }

    /** The jar of one of its services. */
    Path jar(Part service) throws IOException {
        var today = project.resolve(service.id()).resolve("target").resolve(service.id() + "-app.jar");
        var jar = directory.resolve(service.id() + "-app.jar");
        var swapped = new ArrayList<String>();
        try (var in = Files.newInputStream(today);
                var out = Files.newOutputStream(jar)) {
            copy(in, out, (name, bytes) -> {
                if (name.startsWith("BOOT-INF/lib/staylog-schemas-")) {
                    swapped.add(name);
                    return swapped(bytes);
                }
                return name.equals("BOOT-INF/classes/" + CHANNEL + ".class")
                        ? domainClasses.get(CHANNEL + ".class")
                        : bytes;
            });
        }
        if (swapped.size() != 1) {
            throw new IllegalStateException(today + " has these jars of schemas: " + swapped);
        }
        return jar;
    }

    private byte[] swapped(byte[] schemasJar) {
        var out = new ByteArrayOutputStream();
        try {
            copy(new ByteArrayInputStream(schemasJar), out, schemaClasses::getOrDefault);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** What an entry of a jar becomes. */
    private interface Change {
        byte[] of(String name, byte[] bytes);
    }

    private static void copy(InputStream jar, OutputStream to, Change change) throws IOException {
        try (var in = new ZipInputStream(jar);
                var out = new ZipOutputStream(to)) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                var bytes = change.of(entry.getName(), in.readAllBytes());
                out.putNextEntry(stored(entry.getName(), bytes));
                out.write(bytes);
            }
        }
    }

    /** Not compressed, because Spring Boot does not read jars that are compressed within a jar. */
    private static ZipEntry stored(String name, byte[] bytes) {
        var crc = new CRC32();
        crc.update(bytes);
        var entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        return entry;
    }
}
