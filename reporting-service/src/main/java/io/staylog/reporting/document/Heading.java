package io.staylog.reporting.document;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What every document says at its top: whose it is and what it stands on.
 *
 * @param hotel whose it is
 * @param standsOn all events below these offsets are in it, none above
 */
public record Heading(Hotel hotel, StandsOn standsOn) {

    /**
     * The hotel as a document names it.
     *
     * @param legalName the company that sells; empty where none was given, then its name counts
     * @param address lines separated by a line feed; empty where none was given
     * @param vatNumber empty where none was given
     */
    public record Hotel(
            String hotelId,
            String name,
            ZoneId timeZone,
            String currency,
            String legalName,
            String address,
            String vatNumber) {}

    /**
     * The positions that a document stands on, and its age.
     *
     * @param offsets the next offset by topic and partition
     * @param dataAt time stamp of the newest event in it; null where there is none
     * @param publicUrl the address that its links begin with, without a slash at the end; empty where it has no links
     */
    public record StandsOn(
            SortedMap<String, SortedMap<Integer, Long>> offsets,
            @Nullable Instant dataAt,
            String publicUrl) {

        /** The same with links that begin with an address. */
        public StandsOn linkingTo(String address) {
            return new StandsOn(offsets, dataAt, address);
        }

        /** Without links. */
        public static StandsOn of(Map<String, Map<Integer, Long>> offsets, @Nullable Instant dataAt) {
            var sorted = new TreeMap<String, SortedMap<Integer, Long>>();
            offsets.forEach((topic, partitions) -> sorted.put(topic, new TreeMap<>(partitions)));
            return new StandsOn(sorted, dataAt, "");
        }

        /** In the words of the header X-Data-As-Of: {@code booking.events=0:12,1:7;payment.events=0:3}. */
        public String inWords() {
            return offsets.entrySet().stream()
                    .map(topic -> topic.getKey() + "="
                            + topic.getValue().entrySet().stream()
                                    .map(partition -> partition.getKey() + ":" + partition.getValue())
                                    .collect(Collectors.joining(",")))
                    .collect(Collectors.joining(";"));
        }
    }
}
