package io.staylog.systemtests.reference;

import java.util.List;
import java.util.Map;

/**
 * What a replay came to.
 *
 * @param outcomes of every row of the data set
 * @param hotels totals per hotel
 */
public record Result(List<Outcome> outcomes, Map<String, HotelTotals> hotels) {}
