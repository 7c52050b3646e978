package io.staylog.banksimulator.post;

import io.staylog.banksimulator.bank.Dispute;
import io.staylog.banksimulator.bank.LedgerEntry.Noticed;
import io.staylog.banksimulator.bank.Notice;
import io.staylog.banksimulator.bank.Payment;
import io.staylog.banksimulator.bank.Token;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Notices as bodies of notifications. The names here are the protocol. */
final class Letters {
    private final JsonMapper json;

    Letters(JsonMapper json) {
        this.json = json;
    }

    byte[] body(Noticed noticed) {
        var notice = noticed.notice();
        var subject = notice.subject();
        var body = json.createObjectNode()
                .put("id", noticed.id())
                .put("type", notice.type().code())
                .put("createdAt", noticed.time().toString())
                .put("merchant", subject.merchant())
                .put("merchantReference", subject.merchantReference())
                .put("pspReference", subject.pspReference())
                .put("operation", subject.operation().code())
                .put("amountMinor", notice.amountMinor())
                .put("currency", subject.currency());
        return json.writeValueAsBytes(
                switch (notice.type()) {
                    case PAYMENT_AUTHORIZED -> authorized(body, notice);
                    case PAYMENT_EXPIRED -> body.put("authorizationExpiresAt", String.valueOf(notice.until()));
                    case PAYMENT_DECLINED, PAYMENT_CAPTURE_FAILED, REFUND_FAILED ->
                        body.put("declineCode", notice.code());
                    case DISPUTE_OPENED -> disputed(body, notice).put("evidenceDueAt", String.valueOf(notice.until()));
                    case DISPUTE_CHALLENGED, DISPUTE_WON, DISPUTE_LOST -> disputed(body, notice);
                    case PAYMENT_CAPTURED, PAYMENT_VOIDED, PAYMENT_ADJUSTED, REFUND_SUCCEEDED -> body;
                });
    }

    private static ObjectNode authorized(ObjectNode body, Notice notice) {
        var token = notice.subject().token();
        return body.put(
                        "authCode",
                        Payment.authCode(String.valueOf(notice.subject().pspReference())))
                .put("brand", Token.brand(token))
                .put("last4", Token.last4(token))
                .put("authorizationExpiresAt", String.valueOf(notice.until()));
    }

    private static ObjectNode disputed(ObjectNode body, Notice notice) {
        return body.put("disputeId", notice.disputeId())
                .put("reasonCode", Dispute.REASON)
                .put("stage", Dispute.STAGE);
    }
}
