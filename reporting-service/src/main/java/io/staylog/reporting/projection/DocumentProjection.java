package io.staylog.reporting.projection;

import io.staylog.reporting.projection.RowChange.CheckTold;
import io.staylog.reporting.projection.RowChange.DocumentAnswered;
import io.staylog.schemas.report.CheckReported;
import io.staylog.schemas.report.DocumentFailed;
import io.staylog.schemas.report.DocumentRendered;
import io.staylog.schemas.report.SourceOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/** What the events about documents and checks mean for the rows. */
final class DocumentProjection {
    private static final int NAMES_MAX = 200;

    private DocumentProjection() {}

    static List<RowChange> changes(SpecificRecord event, Position at) {
        return switch (event) {
            case DocumentRendered e -> List.of(rendered(e, at));
            case DocumentFailed e -> List.of(failed(e, at));
            case CheckReported e -> List.of(told(e, at));
            default -> List.of();
        };
    }

    private static DocumentAnswered rendered(DocumentRendered e, Position at) {
        var about = new DocumentAnswered.About(
                Checked.dateOrNull(e.getBusinessDate()),
                Checked.dateOrNull(e.getFromDate()),
                Checked.dateOrNull(e.getToDate()),
                e.getBookingId(),
                Checked.textOrNull(e.getSeries()),
                e.getNumber(),
                e.getIsNightly());
        var dataAt = e.getDataAt();
        var file = new DocumentAnswered.File(
                Checked.text(e.getFileName()),
                e.getSizeBytes(),
                Checked.id(e.getSha256()),
                standsOn(e.getStandsOn()),
                Checked.text(e.getPublicUrl()),
                dataAt == null ? null : Checked.instant(dataAt),
                e.getIsFinal());
        return new DocumentAnswered(
                e.getRequestId(),
                Checked.id(e.getHotelId()),
                e.getKind().name(),
                e.getFormat().name(),
                about,
                file,
                null,
                at.at());
    }

    private static Map<String, Map<Integer, Long>> standsOn(List<SourceOffset> offsets) {
        var byTopic = new TreeMap<String, Map<Integer, Long>>();
        for (var offset : offsets) {
            byTopic.computeIfAbsent(Checked.id(offset.getTopic()), topic -> new TreeMap<>())
                    .put(offset.getPartition(), offset.getNextOffset());
        }
        return byTopic;
    }

    private static DocumentAnswered failed(DocumentFailed e, Position at) {
        return new DocumentAnswered(
                e.getRequestId(),
                Checked.id(e.getHotelId()),
                e.getKind().name(),
                e.getFormat().name(),
                DocumentAnswered.About.NOTHING,
                null,
                new DocumentAnswered.Failure(Checked.id(e.getCode()), Checked.text(e.getMessage())),
                at.at());
    }

    private static CheckTold told(CheckReported e, Position at) {
        return new CheckTold(
                e.getRequestId(),
                Checked.id(e.getHotelId()),
                e.getHeld(),
                names(e.getBroken()),
                names(e.getSkipped()),
                e.getRecords(),
                Checked.text(e.getActor().getId()),
                at.at());
    }

    private static List<String> names(List<String> names) {
        return names.stream().limit(NAMES_MAX).map(Checked::text).toList();
    }
}
