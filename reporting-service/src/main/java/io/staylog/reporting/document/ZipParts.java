package io.staylog.reporting.document;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Reads a ZIP file in memory by its directory, as Office and {@link java.util.zip.ZipFile} do; {@link java.util.zip.ZipInputStream}
 * goes without it and takes the entries of a file that was written as a stream, with long descriptors, for broken ones.
 */
final class ZipParts {
    private static final int END = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int END_COUNT = 10;
    private static final int END_DIRECTORY = 16;
    private static final int ENTRY_LENGTH = 46;
    private static final int ENTRY_SIZE = 20;
    private static final int ENTRY_LENGTHS = 28;
    private static final int ENTRY_OFFSET = 42;
    private static final int LOCAL_LENGTH = 30;
    private static final int LOCAL_LENGTHS = 26;
    private static final int SHORT = 0xFFFF;

    private ZipParts() {}

    /** The deflated entries by name, in the order of the directory. */
    static Map<String, byte[]> of(byte[] file) throws IOException {
        var zip = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int end = file.length - END_LENGTH;
        if (end < 0 || zip.getInt(end) != END) {
            throw new IOException("no directory at the end of the ZIP file");
        }
        var parts = new LinkedHashMap<String, byte[]>();
        int at = zip.getInt(end + END_DIRECTORY);
        for (int i = 0; i < (zip.getShort(end + END_COUNT) & SHORT); i++) {
            int name = zip.getShort(at + ENTRY_LENGTHS) & SHORT;
            int extra = zip.getShort(at + ENTRY_LENGTHS + 2) & SHORT;
            int comment = zip.getShort(at + ENTRY_LENGTHS + 4) & SHORT;
            int local = zip.getInt(at + ENTRY_OFFSET);
            int content = local
                    + LOCAL_LENGTH
                    + (zip.getShort(local + LOCAL_LENGTHS) & SHORT)
                    + (zip.getShort(local + LOCAL_LENGTHS + 2) & SHORT);
            parts.put(
                    new String(file, at + ENTRY_LENGTH, name, StandardCharsets.UTF_8),
                    inflated(file, content, zip.getInt(at + ENTRY_SIZE)));
            at += ENTRY_LENGTH + name + extra + comment;
        }
        return parts;
    }

    private static byte[] inflated(byte[] file, int from, int length) throws IOException {
        var inflater = new Inflater(true);
        try (var in = new InflaterInputStream(new ByteArrayInputStream(file, from, length), inflater)) {
            return in.readAllBytes();
        } finally {
            inflater.end();
        }
    }
}
