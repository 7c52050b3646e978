package io.staylog.systemtests.faults;

/** Something that goes wrong for a while. */
interface Fault {
    /** What goes wrong, as figures count it. */
    String kind();

    /** Where it goes wrong; nothing else goes wrong there at the same time. */
    String what();

    void begin() throws Exception;

    /** Ends it. What it has broken must mend by itself, except that what has died is started again. */
    void heal() throws Exception;
}
