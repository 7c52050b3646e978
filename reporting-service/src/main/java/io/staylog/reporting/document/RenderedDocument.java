package io.staylog.reporting.document;

import java.util.Set;
import java.util.UUID;

/**
 * A document as it is kept and sent.
 *
 * @param bytes the file; not copied, so nobody changes it
 * @param fileName ASCII without spaces, so that it survives every mail program
 * @param pages of a PDF; 0 for the other formats
 * @param guests whose names stand in it
 * @param withoutFont characters (code points) that no font has; on paper they are written as U+ and their number
 */
@SuppressWarnings("ArrayRecordComponent")
public record RenderedDocument(
        byte[] bytes, String fileName, String mediaType, int pages, Set<UUID> guests, Set<Integer> withoutFont) {
    public RenderedDocument {
        guests = Set.copyOf(guests);
        withoutFont = Set.copyOf(withoutFont);
    }
}
