package io.staylog.sagas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What has become of a booking and its money.
 *
 * @param attention payments to which a person was called, and none has said that he dealt with it
 */
record Ending(Story story, Bill bill, Books books, Books bank, Set<UUID> attention) {
    static Ending of(World world, UUID booking) {
        var story = Story.of(world.log(), booking);
        return new Ending(
                story,
                Bill.of(story),
                Books.ofEvents(story.events()),
                Books.ofBank(world.bank(), Set.copyOf(story.payments())),
                Attention.of(story));
    }

    /** What the guest still owes; negative where he should have got more back. */
    long openMinor() {
        return bill.owedMinor() - (books.net() - books.byHand());
    }

    /** Whether booking-service has said that money it relied on is not there. */
    boolean isToldOfDebt() {
        return story.events().stream()
                .map(event -> event.getSchema().getName())
                .anyMatch(name -> name.equals("BookingGuaranteeLost")
                        || name.equals("BookingPaymentFailed")
                        || name.equals("DisputeLost"));
    }

    /** The last thing that each payment said of itself. */
    String payments() {
        var last = new LinkedHashMap<UUID, String>();
        for (var event : story.events()) {
            var payment = Labels.id(event, "paymentId");
            var name = event.getSchema().getName();
            boolean isOfMoney = Labels.field(event, "version") != null
                    && event.getSchema().getNamespace().endsWith(".payment")
                    && !name.equals("PaymentNeedsAttention")
                    && !name.equals("PaymentOperatorActed");
            if (payment != null && isOfMoney) {
                last.put(payment, Labels.label(event));
            }
        }
        return String.join(", ", last.values());
    }

    /** The exact sequence of what both services have decided, with commas between. */
    Ending tells(String labels) {
        assertThat(story.labels()).containsExactly(labels.strip().split(",\\s+"));
        return this;
    }

    /** The booking's state, what the hotel has of it at the bank, and what is open: owed by the guest, or to him if negative. */
    Ending ends(String state, long netMinor, long openMinor) {
        assertThat(List.of(bill.state(), books.net(), openMinor())).containsExactly(state, netMinor, openMinor);
        assertThat(bank.sameAtTheBank(books))
                .as("bank %s, books %s", bank, books)
                .isTrue();
        return this;
    }
}
