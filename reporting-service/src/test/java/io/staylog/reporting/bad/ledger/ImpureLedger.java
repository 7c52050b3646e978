package io.staylog.reporting.bad.ledger;

import io.staylog.schemas.payment.PaymentCaptured;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** Bad on purpose, each in its way. */
public class ImpureLedger {
    public static class KnowsEvents {
        public PaymentCaptured event;
    }

    public static class AsksTheTime {
        public Instant value() {
            return Instant.now();
        }
    }

    public static class AsksTheDate {
        public LocalDate value() {
            return LocalDate.now();
        }
    }

    public static class MakesUpAnId {
        public UUID value() {
            return UUID.randomUUID();
        }
    }
}
