package io.staylog.sagas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What has become of a booking and its money.
 *
 * @param attention payments to which a person was called, and none has said that he dealt with it
 */
public record Ending(Story story, Bill bill, Books books, Books bank, Set<UUID> attention) {
    static Ending of(World world, UUID booking) {
        var story = Story.of(world.log(), booking);
        return new Ending(
                story,
                Bill.of(story),
                Books.ofEvents(story.events()),
                Books.ofBank(world.bank(), Set.copyOf(story.payments())),
                Attention.of(story));
    }

    /** As its events and the bank's ledger tell it. */
    public static Ending of(Story story, Map<UUID, Books> bank) {
        var atTheBank = story.payments().stream()
                .map(payment -> bank.getOrDefault(payment, Books.EMPTY))
                .reduce(Books.EMPTY, Books::plus);
        return new Ending(story, Bill.of(story), Books.ofEvents(story.events()), atTheBank, Attention.of(story));
    }

    /** What the guest still owes; negative where he should have got more back. */
    public long openMinor() {
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

    /** What is not as it must be once everybody has left, where a person may still have to deal with something. */
    public List<String> wrong() {
        boolean aPersonKnows = !attention.isEmpty();
        boolean wasNeverSold = Set.of("EXPIRED", "RELEASED").contains(bill.state());
        long open = openMinor();
        var wrong = new ArrayList<String>();
        check(bill.state().isEmpty() || bill.isOver(), "it is not over", wrong);
        check(aPersonKnows || bank.sameAtTheBank(books), "bank and books differ", wrong);
        check(
                open == 0 || aPersonKnows || (open > 0 && isToldOfDebt()),
                open + " are open, and nobody was told",
                wrong);
        check(bank.reserved() == 0, "something is still reserved at the bank", wrong);
        check(!wasNeverSold || aPersonKnows || bank.net() == 0, "money is kept for what was never sold", wrong);
        return wrong;
    }

    /** As {@link #wrong}, once a person has dealt with all that he was called to. */
    public List<String> wrongAtLast() {
        long open = openMinor();
        var wrong = new ArrayList<String>();
        check(attention.isEmpty(), "a person is called to " + attention, wrong);
        check(bank.sameAtTheBank(books), "in the end bank and books differ", wrong);
        check(open == 0 || (open > 0 && isToldOfDebt()), "in the end " + open + " are open", wrong);
        return wrong;
    }

    private void check(boolean isGood, String otherwise, List<String> wrong) {
        if (!isGood) {
            wrong.add(otherwise + ": bank " + bank + ", books " + books + ", " + bill + ", booking " + story.booking()
                    + ": " + String.join(" > ", story.labels()));
        }
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
