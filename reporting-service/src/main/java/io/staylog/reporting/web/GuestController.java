package io.staylog.reporting.web;

import io.staylog.reporting.report.Answer;
import io.staylog.reporting.report.Guests;
import io.staylog.reporting.report.Limit;
import io.staylog.reporting.report.ReportException;
import io.staylog.reporting.report.ReportException.Kind;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is known of guests, only for who shows the token. */
@RestController
@RequestMapping(path = "/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class GuestController {
    private final Guests guests;
    private final TokenFilter tokens;

    GuestController(Guests guests, TokenFilter tokens) {
        this.guests = guests;
        this.tokens = tokens;
    }

    @GetMapping("/guests/{guestId}")
    @Operation(
            summary = "Everything that is known of a guest, as the only row.",
            security = @SecurityRequirement(name = "token"))
    ResponseEntity<Answer<Guests.Guest>> guest(@PathVariable UUID guestId, HttpServletRequest request) {
        requireToken(request);
        return Answers.ofGuests(guests.guest(guestId));
    }

    @GetMapping("/invoice-parties/expired")
    @Operation(
            summary = "Parties that fiscal law wants kept no longer, or that no invoice was made out to after all.",
            security = @SecurityRequirement(name = "token"))
    ResponseEntity<Answer<Guests.ExpiredParty>> expiredParties(
            @RequestParam(required = false) @Nullable String hotel,
            @RequestParam(defaultValue = "200") int limit,
            HttpServletRequest request) {
        requireToken(request);
        return Answers.ofGuests(guests.expiredParties(hotel, new Limit(limit)));
    }

    private void requireToken(HttpServletRequest request) {
        if (!tokens.trusts(request)) {
            throw new ReportException(
                    Kind.UNAUTHORIZED,
                    "unauthorized",
                    "What is known of guests needs a bearer token; staylog.token-file names its file.",
                    Map.of());
        }
    }
}
