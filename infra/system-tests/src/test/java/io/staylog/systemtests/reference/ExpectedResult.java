package io.staylog.systemtests.reference;

import java.nio.file.Path;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What a replay must come to, as a file. */
public final class ExpectedResult {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ExpectedResult() {}

    /** Writes what the data set comes to: {@code <hotel_bookings.csv.gz> <capacity.csv> <result.json>}. */
    public static void main(String[] args) {
        var rows = Row.readAll(Path.of(args[0]));
        write(Reference.play(rows, Step.inOrder(rows), Capacity.read(Path.of(args[1]))), Path.of(args[2]));
    }

    static void write(Result result, Path json) {
        JSON.writeValue(json.toFile(), result);
    }

    /** Reads what {@link #main} has written. */
    static Result read(Path json) {
        return JSON.readValue(json.toFile(), Result.class);
    }
}
