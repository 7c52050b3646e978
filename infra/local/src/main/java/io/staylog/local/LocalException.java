package io.staylog.local;

import org.jspecify.annotations.Nullable;

/** Something a person can act on; the message is a sentence for them and needs no stack trace. */
public final class LocalException extends RuntimeException {
    LocalException(String sentence) {
        super(sentence);
    }

    LocalException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
