package io.staylog.reporting.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows, and what they stand on: all events below these offsets are in them, none above. The same offsets always give the same
 * rows.
 *
 * @param type what a row is; its components are the columns
 * @param asOf next offset by topic and partition
 * @param newestEventAt time stamp of the newest event in the rows; null where there is none yet
 * @param rows what was asked for, in a fixed order
 * @param next where the next page begins; absent on the last page
 * @param <T> a record
 */
public record Answer<T>(
        @JsonIgnore Class<T> type,
        Map<String, Map<Integer, Long>> asOf,
        @Nullable Instant newestEventAt,
        List<T> rows,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String next) {}
