package io.staylog.bench.decisions;

/**
 * What one drain took, from the first record that was done to the last whose position was committed.
 *
 * @param records that this holds for
 * @param cpuSeconds of the contender's whole process
 * @param brokerCpuSeconds of the broker's
 * @param peakRssBytes of the contender's process since it began; 0 where the system does not say
 */
record Drained(long records, double seconds, double cpuSeconds, double brokerCpuSeconds, long peakRssBytes) {
    double perSecond() {
        return records / seconds;
    }

    double cpuMicros() {
        return cpuSeconds * 1e6 / records;
    }

    double brokerCpuMicros() {
        return brokerCpuSeconds * 1e6 / records;
    }
}
