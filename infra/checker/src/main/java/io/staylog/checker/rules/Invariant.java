package io.staylog.checker.rules;

/** What must always hold. I12 to I27 are those of the domain, R1 to R12 those of reliability. */
public enum Invariant {
    I12("the fee of a cancellation or no-show is what the frozen policy says for that moment"),
    I13("per merchant reference the bank has moved what the log says, and nothing else"),
    I14("a payment is authorised once at a time, and captured no more after its final capture"),
    I15("captured is never more than authorised; refunds and disputes together are never more than captured"),
    I16("every attempt has one final outcome within its time, or a person is called"),
    I17("one key of the bank stands for one attempt with one content, and no attempt has two keys"),
    I18("there is no outcome without an attempt that was written before"),
    I19("a booking that card or prepayment secures is confirmed after the money, and for the amount due"),
    I20("when a stay has ended and all is settled, no more is kept or reserved than the guest owes"),
    I21("a booking that expired or was released has moved nothing in the end"),
    I22("once a payment is undone, nothing is reserved or taken for it any more"),
    I25("numbers of invoices and credit notes have no gap, and their dates do not go back"),
    I26("an invoice comes to its lines, and a credit note takes back one invoice, as it was and once"),
    I27("after an invoice everything that the guest owes is on exactly one that was not taken back"),
    R1("what was acknowledged is on the log once and decided once; what has failed is not there"),
    R2("each request has one outcome or one dead letter"),
    R3("at no time more rooms of a class are sold for a night than the hotel has and allows, unless the hotel says so"),
    R4(
            "bookings and payments go only where they may, version by version, and each event once, for a reason on the log"),
    R5("nobody is charged twice, nothing is captured without a booking, and the bank's sums are the books' sums"),
    R6("no booking is held beyond the end of its hold, and each that is not over waits for something that has a name"),
    R7("what reporting shows is what the log comes to"),
    R8("no reader was shown what was not committed, or less than was shown before"),
    R9("what was acknowledged before something else was asked stands before it on the log of its hotel"),
    R10("every reader that was ever released can read every record"),
    R11("of an erased guest nothing is left"),
    R12("when all is done, nothing waits: no group lags, no transaction is open, each dead letter is of a record");

    private final String says;

    Invariant(String says) {
        this.says = says;
    }

    /** The invariant as a sentence. */
    public String says() {
        return says;
    }
}
