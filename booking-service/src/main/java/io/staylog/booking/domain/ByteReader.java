package io.staylog.booking.domain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a {@link ByteWriter} wrote, value by value in the same order. Bytes that it did not write give nonsense or an {@link
 * IndexOutOfBoundsException}.
 */
final class ByteReader {
    private final byte[] bytes;
    private int at;

    ByteReader(byte[] bytes) {
        this.bytes = bytes;
    }

    long number() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes[at++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
    }

    int count() {
        return Math.toIntExact(number());
    }

    boolean flag() {
        return bytes[at++] != 0;
    }

    <T extends Enum<T>> T symbol(T[] values) {
        return values[bytes[at++]];
    }

    String text() {
        int length = count();
        var text = new String(bytes, at, length, UTF_8);
        at += length;
        return text;
    }

    byte[] bytes() {
        int length = count();
        if (length < 0 || length > bytes.length - at) {
            throw new IndexOutOfBoundsException(length + " bytes at " + at + " of " + bytes.length);
        }
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    UUID id() {
        return new UUID(fixed(), fixed());
    }

    private long fixed() {
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = value << Byte.SIZE | (bytes[at++] & 0xFF);
        }
        return value;
    }

    LocalDate day() {
        return Shared.day(LocalDate.ofEpochDay(number()));
    }

    Instant instant() {
        return Instant.ofEpochSecond(number(), number());
    }

    <T> @Nullable T optional(Function<ByteReader, T> how) {
        return flag() ? how.apply(this) : null;
    }

    <T> List<T> all(Function<ByteReader, T> how) {
        int count = count();
        if (count == 0) {
            return List.of();
        }
        var values = new ArrayList<T>(Math.min(count, bytes.length));
        for (int i = 0; i < count; i++) {
            values.add(how.apply(this));
        }
        return values;
    }
}
