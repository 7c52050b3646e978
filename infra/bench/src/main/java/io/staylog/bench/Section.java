package io.staylog.bench;

import org.jspecify.annotations.Nullable;

/**
 * The part of a report that belongs to one study.
 *
 * @param loadBefore load average when it began
 * @param loadAfter load average when it ended
 * @param failure why it ended early, or null
 */
record Section(
        String id,
        String title,
        Report report,
        double loadBefore,
        double loadAfter,
        double seconds,
        @Nullable String failure) {}
