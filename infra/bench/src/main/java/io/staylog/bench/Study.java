package io.staylog.bench;

/** One question about speed, and how it is measured. */
public interface Study {
    /** What it is called on the command line: a word in small letters. */
    String id();

    /** Heading of its part of the report. */
    String title();

    /** Measures, and says what it found; what it throws is told in the report, and the next study begins. */
    void run(Bench bench, Report report) throws Exception;
}
