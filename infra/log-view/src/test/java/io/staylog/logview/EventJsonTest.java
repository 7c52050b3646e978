package io.staylog.logview;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;

/** Every event has a form that can be shown, and no card in it. */
class EventJsonTest {
    @Test
    void no_event_has_a_field_for_a_card_that_is_not_masked() {
        var cards = new ArrayList<String>();
        for (var type : Stream.concat(
                        Topics.BOOKING_EVENTS.recordTypes().stream(), Topics.PAYMENT_EVENTS.recordTypes().stream())
                .toList()) {
            collect(SpecificData.get().getSchema(type), "", cards);
        }
        assertThat(cards).isNotEmpty().allMatch(field -> field.endsWith("paymentMethodToken"));
    }

    private static void collect(Schema schema, String path, List<String> cards) {
        switch (schema.getType()) {
            case RECORD ->
                schema.getFields().forEach(field -> {
                    var name = path + "." + field.name();
                    if (field.name().toLowerCase().matches(".*(card|token|cvv).*|pan")) {
                        cards.add(name);
                    }
                    collect(field.schema(), name, cards);
                });
            case UNION -> schema.getTypes().forEach(type -> collect(type, path, cards));
            case ARRAY -> collect(schema.getElementType(), path, cards);
            default -> {}
        }
    }
}
