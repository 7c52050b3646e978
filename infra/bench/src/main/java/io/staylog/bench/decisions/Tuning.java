package io.staylog.bench.decisions;

/** What can be turned on Kafka Streams; the others take no notice. */
record Tuning(int commitIntervalMs, int threads) {}
