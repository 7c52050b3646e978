package io.staylog.local;

import java.io.IOException;

/** How one part is prepared for a start, and asked whether it serves. */
interface Program {
    /** The part it is an instance of. */
    Part part();

    /** Names its log, its pid file and its directory. */
    String name();

    /** Where its clients connect. */
    int port();

    /** Unpacks, formats, writes configuration: what must be there before each start. */
    Launch prepare() throws IOException, InterruptedException;

    /** Whether it serves its clients; asked again and again until it does. */
    boolean isReady() throws IOException;
}
