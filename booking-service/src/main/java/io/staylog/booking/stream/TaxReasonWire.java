package io.staylog.booking.stream;

import io.staylog.booking.domain.TaxReason;
import io.staylog.booking.domain.TaxReason.Scope;
import io.staylog.schemas.booking.TaxReasonScope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a hotel takes no tax, as Avro and back. */
final class TaxReasonWire {
    private TaxReasonWire() {}

    static List<io.staylog.schemas.booking.TaxReason> toAvro(List<TaxReason> reasons) {
        return reasons.stream()
                .map(reason -> new io.staylog.schemas.booking.TaxReason(
                        TaxReasonScope.valueOf(reason.scope().name()), reason.text(), reason.reverseCharge()))
                .toList();
    }

    static List<TaxReason> fromAvro(@Nullable List<io.staylog.schemas.booking.TaxReason> reasons) {
        return reasons == null
                ? List.of()
                : reasons.stream()
                        .map(reason -> new TaxReason(
                                Scope.valueOf(reason.getScope().name()), reason.getReason(), reason.getReverseCharge()))
                        .toList();
    }
}
