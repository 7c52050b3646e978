package io.staylog.bench.growth;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was measured with one length of the past.
 *
 * @param times how long the past is, in multiples of the shortest
 * @param guests who have stayed so far
 * @param flat figures that must not grow with the past, in milliseconds
 * @param growing figures that do, in the units that their names say
 */
record Measured(int times, int guests, Map<String, Double> flat, Map<String, Double> growing) {
    Measured {
        flat = new LinkedHashMap<>(flat);
        growing = new LinkedHashMap<>(growing);
    }
}
