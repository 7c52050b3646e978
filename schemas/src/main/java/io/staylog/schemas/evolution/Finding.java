package io.staylog.schemas.evolution;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One breach of a rule.
 *
 * @param rule which
 * @param what where and what, for example {@code RoomHeld.priceMinor is gone}
 * @param who which readers break, and how
 */
public record Finding(Rule rule, String what, String who) {

    static Finding of(Rule rule, String what, String then) {
        return new Finding(rule, what, rule.harm(then));
    }

    /** One sentence each; what is found against several versions is said once. */
    public static List<String> sentences(Collection<Finding> findings) {
        var grouped = new LinkedHashMap<Finding, Set<String>>();
        for (var finding : findings) {
            var same = new Finding(finding.rule, finding.what, "");
            grouped.computeIfAbsent(same, f -> new LinkedHashSet<>()).add(finding.who);
        }
        return grouped.entrySet().stream().map(Finding::sentence).toList();
    }

    private static String sentence(Map.Entry<Finding, Set<String>> group) {
        var finding = group.getKey();
        return finding.what + ", but " + finding.rule.title() + ": " + String.join("; ", group.getValue())
                + ". Instead: " + finding.rule.instead();
    }

    /** The whole in one sentence. */
    @Override
    public String toString() {
        return sentences(List.of(this)).get(0);
    }
}
