package io.staylog.payment.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import io.staylog.edge.web.EdgeLimits;
import io.staylog.edge.web.Id;
import io.staylog.edge.web.Kind;
import io.staylog.edge.web.LimitedBody;
import io.staylog.edge.web.LogAppender;
import io.staylog.edge.web.Problems;
import io.staylog.edge.web.RefusedException;
import io.staylog.payment.bank.BankGateway;
import io.staylog.payment.bank.BankNotice;
import io.staylog.payment.bank.Gateways;
import io.staylog.payment.bank.NotNoticed;
import io.staylog.payment.bank.Notification;
import io.staylog.schemas.CardNumbers;
import io.staylog.schemas.Topics;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes what banks say by themselves. It is on the log before the bank is told that we have it, and the decider makes something
 * of it from there; a repeat has the same record id, and the decider knows it by the bank's number.
 */
@RestController
final class NotificationController {
    private static final Logger LOG = LoggerFactory.getLogger(NotificationController.class);
    private static final String FIGURE = "staylog.bank.notifications";
    private static final int NOTHING_TO_DO = 204;

    private final Gateways gateways;
    private final LogAppender log;
    private final Problems problems;
    private final EdgeLimits limits;
    private final InstantSource clock;
    private final MeterRegistry meters;

    NotificationController(
            Gateways gateways,
            LogAppender log,
            Problems problems,
            EdgeLimits limits,
            InstantSource clock,
            MeterRegistry meters) {
        this.gateways = gateways;
        this.log = log;
        this.problems = problems;
        this.limits = limits;
        this.clock = clock;
        this.meters = meters;
    }

    @Operation(summary = "Take what a bank says by itself; the bank signs the body, and needs no token")
    @PostMapping("/gateway/{psp}/notifications")
    ResponseEntity<Object> notify(@PathVariable @Id String psp, HttpServletRequest request) throws IOException {
        var gateway = gateways.names().contains(psp) ? gateways.find(psp) : null;
        if (gateway == null) {
            throw new RefusedException(
                    Kind.GATEWAY_NOT_FOUND, "psp", "no bank of this name is set up here; see staylog.bank.gateways");
        }
        log.requireOpen();
        var body = LimitedBody.read(request.getInputStream(), limits.bodyTimeout());
        return switch (hear(gateway, request, body)) {
            case BankNotice notice -> keep(psp, notice);
            case NotNoticed no -> answer(psp, no);
        };
    }

    private Notification hear(BankGateway gateway, HttpServletRequest request, byte[] body) {
        try {
            return gateway.hear(request::getHeader, body, clock.instant());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException(Kind.NOT_READY, null, "the service is about to stop; send it again", null, e);
        }
    }

    private ResponseEntity<Object> keep(String psp, BankNotice notice) {
        var record = NoticeWire.toAvro(notice);
        var field = CardNumbers.find(record);
        if (field != null) {
            return answer(psp, new NotNoticed(NotNoticed.Code.BODY_INVALID, field + " looks like card data"));
        }
        var key = notice.subject().hotelId();
        try {
            var payload = log.serialize(Topics.BANK_ANSWERS, record);
            log.append(null, Topics.BANK_ANSWERS, key, record, payload, recordId(psp, notice.notificationId()));
        } catch (RefusedException e) {
            count(psp, "log_unavailable");
            throw new RefusedException(
                    Kind.LOG_UNAVAILABLE, null, "the log did not confirm it; send it again soon", null, e);
        }
        count(psp, notice.kind().name());
        return ResponseEntity.noContent().build();
    }

    /** The same for every repeat, and safe in headers whatever a bank's numbers look like. */
    static String recordId(String psp, String notificationId) {
        return psp + "/" + UUID.nameUUIDFromBytes((psp + "/" + notificationId).getBytes(UTF_8));
    }

    private ResponseEntity<Object> answer(String psp, NotNoticed no) {
        var code = no.code();
        count(psp, code.text());
        LOG.warn("A notification for {} was not taken: {}, {}", psp, code.text(), no.message());
        if (code.status() == NOTHING_TO_DO) {
            return ResponseEntity.noContent().build();
        }
        boolean isRetriable = code == NotNoticed.Code.NOT_NOW;
        var problem = problems.of(code.status(), code.text(), null, no.message(), Map.of(), null, isRetriable);
        return problems.answer(problem).body(problem);
    }

    private void count(String psp, String outcome) {
        meters.counter(FIGURE, "gateway", psp, "outcome", outcome).increment();
    }
}
