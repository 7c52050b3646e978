package io.staylog.bench;

import java.util.List;
import java.util.Map;

/** All that a report is made of. */
record Run(
        String startedAt,
        String commandLine,
        long seed,
        boolean quick,
        Map<String, String> facts,
        List<Section> sections) {

    /** Files of plots are named by study and place in it. */
    static String plotFile(Section section, Report.Plot plot) {
        var plots = section.report().entries().stream()
                .filter(Report.Plot.class::isInstance)
                .toList();
        return section.id() + "-" + (plots.indexOf(plot) + 1) + ".svg";
    }
}
