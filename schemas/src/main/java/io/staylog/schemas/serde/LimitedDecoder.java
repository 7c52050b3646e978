package io.staylog.schemas.serde;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Decodes payloads whose texts and lists are of reasonable size. A few bytes can claim a list of more items than could be
 * read, or only skipped, in a lifetime.
 *
 * <p>Avro has limits of its own, but they are of the whole JVM and are fixed by whoever uses Avro first.
 */
final class LimitedDecoder extends Decoder {
    private static final int TEXT_BYTES_MAX = 64 * 1024;
    private static final int ITEMS_MAX = 100_000;

    private BinaryDecoder in;
    private long items;

    LimitedDecoder(byte[] payload, int offset) {
        in = decoder(payload, offset, null);
    }

    /** Begins with another payload, using the memory of the one before. */
    LimitedDecoder again(byte[] payload, int offset) {
        in = decoder(payload, offset, in);
        items = 0;
        return this;
    }

    @SuppressWarnings("NullAway") // Avro takes null for "no decoder to use again".
    private static BinaryDecoder decoder(byte[] payload, int offset, @Nullable BinaryDecoder old) {
        return DecoderFactory.get().binaryDecoder(payload, offset, payload.length - offset, old);
    }

    /** Whether all bytes were read. */
    boolean isEnd() throws IOException {
        return in.isEnd();
    }

    private long limited(long count) {
        items += count;
        if (count > ITEMS_MAX || items > ITEMS_MAX) {
            throw new UndecodableException("its lists have more than " + ITEMS_MAX + " items");
        }
        return count;
    }

    private static void limitText(int length) {
        if (length > TEXT_BYTES_MAX) {
            throw new UndecodableException(
                    "a text of it has " + length + " characters or bytes; " + TEXT_BYTES_MAX + " are allowed");
        }
    }

    @Override
    public String readString() throws IOException {
        var text = in.readString();
        limitText(text.length());
        return text;
    }

    @Override
    public Utf8 readString(@Nullable Utf8 old) throws IOException {
        var text = in.readString(old);
        limitText(text.getByteLength());
        return text;
    }

    @Override
    public ByteBuffer readBytes(@Nullable ByteBuffer old) throws IOException {
        var bytes = in.readBytes(old);
        limitText(bytes.remaining());
        return bytes;
    }

    @Override
    public long readArrayStart() throws IOException {
        return limited(in.readArrayStart());
    }

    @Override
    public long arrayNext() throws IOException {
        return limited(in.arrayNext());
    }

    @Override
    public long skipArray() throws IOException {
        return limited(in.skipArray());
    }

    @Override
    public long readMapStart() throws IOException {
        return limited(in.readMapStart());
    }

    @Override
    public long mapNext() throws IOException {
        return limited(in.mapNext());
    }

    @Override
    public long skipMap() throws IOException {
        return limited(in.skipMap());
    }

    @Override
    public void readNull() throws IOException {
        in.readNull();
    }

    @Override
    public boolean readBoolean() throws IOException {
        return in.readBoolean();
    }

    @Override
    public int readInt() throws IOException {
        return in.readInt();
    }

    @Override
    public long readLong() throws IOException {
        return in.readLong();
    }

    @Override
    public float readFloat() throws IOException {
        return in.readFloat();
    }

    @Override
    public double readDouble() throws IOException {
        return in.readDouble();
    }

    @Override
    public void skipString() throws IOException {
        in.skipString();
    }

    @Override
    public void skipBytes() throws IOException {
        in.skipBytes();
    }

    @Override
    public void readFixed(byte[] bytes, int start, int length) throws IOException {
        in.readFixed(bytes, start, length);
    }

    @Override
    public void skipFixed(int length) throws IOException {
        in.skipFixed(length);
    }

    @Override
    public int readEnum() throws IOException {
        return in.readEnum();
    }

    @Override
    public int readIndex() throws IOException {
        return in.readIndex();
    }
}
