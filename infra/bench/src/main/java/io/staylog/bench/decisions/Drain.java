package io.staylog.bench.decisions;

/** One way to drain the requests. */
interface Drain {
    /** Drains from the beginning, and ends when all positions are committed and all is closed. */
    Drained run(Round round) throws Exception;
}
