package io.staylog.payment.web;

import io.staylog.edge.web.Id;
import io.staylog.edge.web.ViewGate;
import io.staylog.payment.view.AttentionItem;
import io.staylog.payment.view.PaymentReadModel;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows what a person must look at. */
@RestController
@RequestMapping(path = "/v1", produces = MediaType.APPLICATION_JSON_VALUE)
final class AttentionController {
    /** So many are shown, those that have waited longest. */
    private static final int ITEMS_MAX = 1_000;

    private final PaymentReadModel model;
    private final ViewGate gate;
    private final InstantSource clock;

    AttentionController(PaymentReadModel model, ViewGate gate, InstantSource clock) {
        this.model = model;
        this.gate = gate;
        this.clock = clock;
    }

    /**
     * What a person must look at.
     *
     * @param asOf when this was so
     * @param count how many there are
     * @param items those that have waited longest, the oldest first
     */
    record AttentionList(Instant asOf, int count, List<AttentionItem> items) {}

    @Operation(summary = "List what needs a person at a hotel; the hotel unmatched is for what no hotel is known of")
    @GetMapping("/hotels/{hotelId}/attention")
    AttentionList listAttention(
            @PathVariable @Id String hotelId,
            @RequestParam(name = ViewGate.PARAMETER, required = false) @Nullable String minPosition) {
        gate.await(minPosition);
        gate.requireHotel(hotelId);
        var now = clock.instant();
        return list(now, model.attention(hotelId, now));
    }

    @Operation(summary = "List what needs a person at any hotel")
    @GetMapping("/attention")
    AttentionList listAllAttention(
            @RequestParam(name = ViewGate.PARAMETER, required = false) @Nullable String minPosition) {
        gate.await(minPosition);
        gate.requireAll();
        var now = clock.instant();
        return list(now, model.attention(now));
    }

    private static AttentionList list(Instant now, List<AttentionItem> items) {
        return new AttentionList(now, items.size(), items.subList(0, Math.min(ITEMS_MAX, items.size())));
    }
}
