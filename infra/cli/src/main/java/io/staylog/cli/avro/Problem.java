package io.staylog.cli.avro;

/**
 * One thing that is wrong with a JSON document.
 *
 * @param path where, as a JSON path
 * @param message what is wrong and how to put it right
 */
public record Problem(String path, String message) {
    @Override
    public String toString() {
        return path + ": " + message;
    }
}
