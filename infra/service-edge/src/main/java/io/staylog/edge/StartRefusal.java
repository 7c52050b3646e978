package io.staylog.edge;

import java.util.List;

/** What to do when the service must not start. */
@FunctionalInterface
public interface StartRefusal {
    /** Ends the program. */
    void refuse(List<String> reasons);
}
