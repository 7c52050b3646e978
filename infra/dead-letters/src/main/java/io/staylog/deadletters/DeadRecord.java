package io.staylog.deadletters;

import org.jspecify.annotations.Nullable;

/**
 * What a record of a dead-letter topic is: a record that was put aside, what an operator wants done with one, or what has become
 * of one. All of a letter stands in one partition, so its history is its order there.
 */
public sealed interface DeadRecord {
    /** Ending of a dead-letter topic's name, behind that of the input. */
    String TOPIC_SUFFIX = ".dead";

    /** The dead-letter topic of an input. */
    static String topicOf(String input) {
        return input + TOPIC_SUFFIX;
    }

    /** Consumer group that put the letter aside. */
    String group();

    /** Which letter it is, or is about. */
    LetterId letter();

    /**
     * Why a record was put aside.
     *
     * @param reason stable code, for example {@code undecodable}
     * @param message one sentence for a person
     * @param digest the same for the same fault of the program, whatever record brought it about; null where the program is
     *     not to blame
     * @param isIllegible nobody knows what the record says, so it may be what later records of its key build on
     */
    record Why(String reason, String message, @Nullable String digest, boolean isIllegible) {

        /** A cause that lies in the record alone. */
        public static Why of(String reason, String message) {
            return new Why(reason, message, null, false);
        }
    }

    /**
     * A record that was put aside: its key, value and headers are those of the letter.
     *
     * @param subject what of its key it is about, as far as it is known
     * @param behind the letter that has to be dealt with first; null for one that is itself the trouble
     * @param timestampMs timestamp of the input record, milliseconds since the epoch
     * @param number the higher, the later it was put aside, over all topics of the group and the partition number; 0 where the
     *     order does not matter
     */
    record Letter(
            String group,
            LetterId letter,
            Why why,
            @Nullable String subject,
            @Nullable LetterId behind,
            long timestampMs,
            long number)
            implements DeadRecord {

        /** One whose order among others does not matter. */
        public Letter(
                String group,
                LetterId letter,
                Why why,
                @Nullable String subject,
                @Nullable LetterId behind,
                long timestampMs) {
            this(group, letter, why, subject, behind, timestampMs, 0);
        }

        /** Whether there is nothing wrong with the record itself. */
        public boolean isParked() {
            return behind != null;
        }
    }

    /**
     * What an operator wants. Of a retry the record's key, value and headers are what is to be decided, which may have been
     * edited.
     *
     * @param by who wants it
     * @param note why
     */
    record Order(String group, LetterId letter, Wish wish, String by, String note) implements DeadRecord {}

    /** What can be wanted. */
    enum Wish {
        /** Decide it now. */
        RETRY,
        /** Never decide it. */
        DISCARD
    }

    /**
     * What has become of a letter.
     *
     * @param because {@code topic/partition/offset} of the order, or of the record whose decision has set the letter free
     * @param message one sentence for a person, empty where there is nothing to say
     */
    record Mark(String group, LetterId letter, Fate fate, String because, String message) implements DeadRecord {}

    /** What can become of a letter. */
    enum Fate {
        /** It was decided; what follows from it is in the log. */
        DECIDED(true),
        /** It turned out to be of a type that its reader has no rule for. */
        SKIPPED(true),
        /** It was sent on to the partition that its key belongs to, as a record like any other. */
        FORWARDED(true),
        /** An operator has said that it is to be left out. */
        DISCARDED(true),
        /** It still cannot be read or decided. */
        FAILED(false),
        /** The order could not be carried out, and nothing has changed. */
        REFUSED(false);

        private final boolean closes;

        Fate(boolean closes) {
            this.closes = closes;
        }

        /** Whether the letter is dealt with. */
        public boolean closes() {
            return closes;
        }
    }
}
