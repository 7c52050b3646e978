package io.staylog.banksimulator.bank;

import io.staylog.banksimulator.bank.LedgerEntry.Called;
import io.staylog.banksimulator.bank.LedgerEntry.Follower;
import io.staylog.banksimulator.bank.LedgerEntry.Happened;
import io.staylog.banksimulator.bank.LedgerEntry.Head;
import io.staylog.banksimulator.bank.LedgerEntry.Moved;
import io.staylog.banksimulator.bank.Notice.Posting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the merchant is told of a decision. */
final class Notices {
    /** How long a notice that a script has come out of order waits for the next one of its payment. */
    private static final Duration HOLD_BY_FAULT = Duration.ofSeconds(2);

    private final Head head;
    private final List<Follower> followers;
    private final Posting posting;
    private final Duration hold;

    private Notices(Head head, List<Follower> followers, Posting posting, Duration hold) {
        this.head = head;
        this.followers = followers;
        this.posting = posting;
        this.hold = hold;
    }

    /** The notices of a decision, none when he could know it all from the answer and nobody asked for more. */
    static List<Notice> of(Head head, List<Follower> followers, Terms terms) {
        if (terms.telling() == Terms.Telling.NOTHING) {
            return List.of();
        }
        var token = Token.of(head.subject().token());
        var byFault = head instanceof Called call ? Trouble.posting(call.fault()) : Posting.USUAL;
        var byToken = token.map(Token::posting).orElse(Posting.USUAL);
        var posting = byToken == Posting.USUAL ? byFault : byToken;
        boolean told = terms.telling() == Terms.Telling.ALL || head instanceof Happened || posting != Posting.USUAL;
        var hold = byToken == Posting.USUAL
                ? HOLD_BY_FAULT
                : token.map(Token::held).orElse(Duration.ZERO);
        return told ? new Notices(head, followers, posting, hold).all().toList() : List.of();
    }

    private Stream<Notice> all() {
        return switch (head) {
            case Called call -> all(call);
            case Happened event -> all(event);
            case LedgerEntry.Delivered _ -> Stream.of();
        };
    }

    private Stream<Notice> all(Called call) {
        return switch (call.outcome().result()) {
            case APPROVED -> approved(call);
            case DECLINED -> Stream.of(notice(declined(call.subject().operation()), null));
            case REFUSED, ACTION_REQUIRED, PENDING, REPEATED, UNAVAILABLE, LOST, UNKNOWABLE -> Stream.of();
        };
    }

    private Stream<Notice> approved(Called call) {
        return switch (call.subject().operation()) {
            case AUTHORIZE -> authorized();
            case CAPTURE -> Stream.of(notice(Notice.Type.PAYMENT_CAPTURED, null));
            case VOID -> Stream.of(notice(Notice.Type.PAYMENT_VOIDED, null));
            case REFUND -> Stream.of(notice(Notice.Type.REFUND_SUCCEEDED, null));
            case ADJUST -> Stream.of(notice(Notice.Type.PAYMENT_ADJUSTED, null));
        };
    }

    private static Notice.Type declined(Operation operation) {
        return switch (operation) {
            case AUTHORIZE, CAPTURE, VOID, ADJUST -> Notice.Type.PAYMENT_DECLINED;
            case REFUND -> Notice.Type.REFUND_FAILED;
        };
    }

    private Stream<Notice> all(Happened event) {
        return switch (event.what()) {
            case ACTION_COMPLETED -> authorized();
            case ACTION_FAILED -> Stream.of(notice(Notice.Type.PAYMENT_DECLINED, null));
            case REFUND_SUCCEEDED -> Stream.of(notice(Notice.Type.REFUND_SUCCEEDED, null));
            case REFUND_FAILED -> Stream.of(notice(Notice.Type.REFUND_FAILED, null));
            case CAPTURE_FAILED -> Stream.of(notice(Notice.Type.PAYMENT_CAPTURE_FAILED, null));
            case AUTHORIZATION_EXPIRED -> Stream.of(notice(Notice.Type.PAYMENT_EXPIRED, event.dueAt()));
            case DISPUTE_OPENED -> Stream.of(notice(Notice.Type.DISPUTE_OPENED, event.until()));
            case DISPUTE_CHALLENGED -> Stream.of(notice(Notice.Type.DISPUTE_CHALLENGED, null));
            case DISPUTE_WON -> Stream.of(notice(Notice.Type.DISPUTE_WON, null));
            case DISPUTE_LOST -> Stream.of(notice(Notice.Type.DISPUTE_LOST, null));
            case KEYS_FORGOTTEN, PLAN_DROPPED -> Stream.of(); // Nothing that anybody would miss.
        };
    }

    private Stream<Notice> authorized() {
        return followers.stream()
                .filter(Moved.class::isInstance)
                .map(Moved.class::cast)
                .flatMap(it -> switch (it.effect()) {
                    case AUTHORIZED -> Stream.of(notice(Notice.Type.PAYMENT_AUTHORIZED, it.expiresAt()));
                    case CAPTURED -> Stream.of(notice(Notice.Type.PAYMENT_CAPTURED, null));
                    default -> Stream.of();
                });
    }

    private Notice notice(Notice.Type type, @Nullable Instant until) {
        // Whatever comes later than an authorisation is what it has to come after; a script disturbs one call only.
        boolean disturbed = head instanceof Called call && Trouble.posting(call.fault()) == posting;
        boolean held = posting == Posting.OUT_OF_ORDER && (disturbed || type == Notice.Type.PAYMENT_AUTHORIZED);
        return new Notice(
                type,
                head.subject(),
                head.amountMinor(),
                head instanceof Called call ? call.outcome().code() : ((Happened) head).code(),
                head instanceof Happened event ? event.disputeId() : null,
                until,
                posting,
                held ? head.time().plus(hold) : null);
    }
}
