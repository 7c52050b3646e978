package io.staylog.systemtests.faults;

import java.time.Duration;
import java.util.List;

/** What goes wrong between processes. */
final class LineFaults {
    private LineFaults() {}

    /**
     * Lines between processes are cut or worse.
     *
     * @param between names both ends
     */
    record Cut(String between, String what, List<Proxy> lines, Proxy.Mode mode, Duration delay) implements Fault {
        @Override
        public String kind() {
            return "line " + between + " "
                    + mode.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        }

        @Override
        public void begin() {
            lines.forEach(line -> line.become(mode, delay));
        }

        @Override
        public void heal() {
            lines.forEach(Proxy::heal);
        }
    }
}
