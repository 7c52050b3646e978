package io.staylog.reporting.web;

import io.staylog.reporting.projection.PaymentState;
import io.staylog.reporting.report.Answer;
import io.staylog.reporting.report.Limit;
import io.staylog.reporting.report.Lists;
import io.staylog.reporting.report.Money;
import io.swagger.v3.oas.annotations.Operation;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists of payments and refused requests, page by page. */
@RestController
@RequestMapping(
        path = "/v1",
        produces = {MediaType.APPLICATION_JSON_VALUE, "text/csv;charset=UTF-8"})
class ListController {
    private static final String LIMIT = "50";

    private final Lists lists;
    private final Money money;

    ListController(Lists lists, Money money) {
        this.lists = lists;
        this.money = money;
    }

    @GetMapping("/payments")
    @Operation(summary = "Payments, those of the newest business date first.")
    ResponseEntity<Answer<Money.Payment>> payments(
            @RequestParam(required = false) @Nullable String hotel,
            @RequestParam(required = false) @Nullable PaymentState state,
            @RequestParam(required = false) @Nullable UUID bookingId,
            @RequestParam(defaultValue = "false") boolean needsAttention,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = LIMIT) int limit) {
        var filter = new Money.PaymentFilter(hotel, name(state), bookingId, needsAttention);
        return Answers.of(money.payments(filter, cursor, new Limit(limit)));
    }

    @GetMapping("/payments/{paymentId}")
    @Operation(summary = "One payment, as the only row.")
    ResponseEntity<Answer<Money.Payment>> payment(@PathVariable UUID paymentId) {
        return Answers.of(money.payment(paymentId));
    }

    @GetMapping("/rejections")
    @Operation(summary = "Refused requests, newest first; code sold_out and the like are turnaways.")
    ResponseEntity<Answer<Lists.Rejection>> rejections(
            @RequestParam(required = false) @Nullable String hotel,
            @RequestParam(required = false) @Nullable String code,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = LIMIT) int limit) {
        return Answers.of(lists.rejections(hotel, code, cursor, new Limit(limit)));
    }

    private static @Nullable String name(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
    }
}
