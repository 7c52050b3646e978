package io.staylog.reporting.web;

import io.staylog.reporting.report.Answer;
import io.staylog.reporting.report.Ari;
import io.swagger.v3.oas.annotations.Operation;
import java.time.LocalDate;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What channels fetch: availability, rates and restrictions, as JSON or CSV. */
@RestController
@RequestMapping(
        path = "/v1/hotels",
        produces = {MediaType.APPLICATION_JSON_VALUE, "text/csv;charset=UTF-8"})
class AriController {
    private final Ari ari;

    AriController(Ari ari) {
        this.ari = ari;
    }

    @GetMapping("/{hotelId}/ari")
    @Operation(summary = "A hotel's availability, rates and restrictions, by night, room type and rate plan.")
    ResponseEntity<Answer<Ari.AriNight>> ari(
            @PathVariable String hotelId, @RequestParam LocalDate from, @RequestParam LocalDate to) {
        return Answers.of(ari.nights(hotelId, from, to));
    }
}
