package io.staylog.booking;

import java.util.List;

/** What to do when the service must not start. */
@FunctionalInterface
interface StartRefusal {
    /** Ends the program. */
    void refuse(List<String> reasons);
}
