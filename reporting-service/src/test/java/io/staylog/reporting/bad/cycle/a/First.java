package io.staylog.reporting.bad.cycle.a;

import io.staylog.reporting.bad.cycle.b.Second;

/** Bad on purpose. */
public class First {
    public Second second;
}
