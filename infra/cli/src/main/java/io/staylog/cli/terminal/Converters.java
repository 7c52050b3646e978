package io.staylog.cli.terminal;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Reads the values of options, and says in the words of a person what they must be. */
public final class Converters {
    private static final int UUID_CHARS = 36;

    private Converters() {}

    /** Makes a program and all its commands read values so. */
    public static CommandLine register(CommandLine program) {
        return program.registerConverter(LocalDate.class, Converters::date)
                .registerConverter(UUID.class, Converters::uuid)
                .registerConverter(ZoneId.class, Converters::zone);
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw wrong("a date like 2026-12-31", text);
        }
    }

    private static UUID uuid(String text) {
        try {
            if (text.length() == UUID_CHARS) {
                return UUID.fromString(text);
            }
        } catch (IllegalArgumentException e) {
            throw wrong("a UUID like 0192f3a4-5b6c-7d8e-9f00-112233445566", text);
        }
        throw wrong("a UUID like 0192f3a4-5b6c-7d8e-9f00-112233445566", text);
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw wrong("a time zone like Europe/Lisbon", text);
        }
    }

    private static TypeConversionException wrong(String expected, String got) {
        return new TypeConversionException("must be " + expected + ", but is '" + got + "'");
    }
}
