package io.staylog.local;

import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** Reads what a growing file has got since the last look. */
final class Follower implements AutoCloseable {
    private final RandomAccessFile file;

    Follower(Path path) throws IOException {
        this.file = new RandomAccessFile(path.toFile(), "r");
    }

    void copyTo(PrintStream out) throws IOException {
        var news = new byte[(int) (file.length() - file.getFilePointer())];
        file.readFully(news);
        out.write(news);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
