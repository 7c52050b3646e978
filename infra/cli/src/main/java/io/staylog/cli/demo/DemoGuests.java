package io.staylog.cli.demo;

import java.util.List;
import java.util.Random;

/** Invented people, and the bank's test cards that they pay with. */
final class DemoGuests {
    private static final List<String> NAMES = List.of(
            "Ana Ferreira",
            "José Almeida",
            "Zoë Lindström",
            "Łukasz Wójcik",
            "Nguyễn Thị Minh",
            "Ελένη Παπαδοπούλου",
            "Дмитрий Соколов",
            "نور الهدى",
            "יעל כהן",
            "山田 花子",
            "김민준",
            "王小明",
            "Siobhán O’Brien",
            "Jürgen Weiß");

    // Most cards are good; the others show what becomes of a payment that is not simple.
    private static final int GOOD_PERCENT = 88;
    private static final String GOOD = "tok_ok";
    private static final List<String> ODD = List.of(
            "tok_decline_insufficient",
            "tok_decline_expired",
            "tok_timeout_then_approved",
            "tok_5xx_1",
            "tok_3ds_ok_2000",
            "tok_dispute_lost_60000",
            "tok_refund_fails");

    private DemoGuests() {}

    static String name(Random random) {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    static String card(Random random) {
        return random.nextInt(100) < GOOD_PERCENT ? GOOD : ODD.get(random.nextInt(ODD.size()));
    }
}
