package io.staylog.reporting.web;

import io.staylog.reporting.report.Answer;
import io.staylog.reporting.report.Care;
import io.staylog.reporting.report.Scope;
import io.swagger.v3.oas.annotations.Operation;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Money that a person has to care for, as JSON or CSV. */
@RestController
@RequestMapping(
        path = "/v1/reports",
        produces = {MediaType.APPLICATION_JSON_VALUE, "text/csv;charset=UTF-8"})
class CareController {
    private final Care care;

    CareController(Care care) {
        this.care = care;
    }

    @GetMapping("/disputes")
    @Operation(
            summary = "Disputes, those first that must be answered first; from and to are dates of opening, included.")
    ResponseEntity<Answer<Care.Dispute>> disputes(
            @RequestParam(required = false) @Nullable String hotel,
            @RequestParam(required = false) @Nullable LocalDate on,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(defaultValue = "false") boolean decided) {
        return Answers.of(care.disputes(new Scope(hotel, from, to).at(on), decided));
    }

    @GetMapping("/attention")
    @Operation(summary = "Payments that a person is called to, those first that have waited longest.")
    ResponseEntity<Answer<Care.Attention>> attention(
            @RequestParam(required = false) @Nullable String hotel,
            @RequestParam(required = false) @Nullable LocalDate on) {
        return Answers.of(care.attention(hotel, on));
    }

    @GetMapping("/unmatched-notifications")
    @Operation(summary = "What the bank said of operations that are none of ours, oldest first.")
    ResponseEntity<Answer<Care.Notification>> unmatchedNotifications(
            @RequestParam(required = false) @Nullable String hotel) {
        return Answers.of(care.unmatchedNotifications(hotel));
    }

    @GetMapping("/settlements")
    @Operation(summary = "Settlements that were compared with the books; from and to are the bank's dates, included.")
    ResponseEntity<Answer<Care.Settlement>> settlements(
            @RequestParam(required = false) @Nullable String hotel,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to) {
        return Answers.of(care.settlements(new Scope(hotel, from, to)));
    }

    @GetMapping("/settlement-differences")
    @Operation(summary = "Where settlements differ from the books; from and to are the bank's dates, included.")
    ResponseEntity<Answer<Care.SettlementDifference>> settlementDifferences(
            @RequestParam(required = false) @Nullable String hotel,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to) {
        return Answers.of(care.settlementDifferences(new Scope(hotel, from, to)));
    }

    @GetMapping("/operator-acts")
    @Operation(summary = "What people have asked for about payments, oldest first.")
    ResponseEntity<Answer<Care.OperatorAct>> operatorActs(
            @RequestParam(required = false) @Nullable String hotel,
            @RequestParam(required = false) @Nullable UUID paymentId) {
        return Answers.of(care.operatorActs(hotel, paymentId));
    }
}
