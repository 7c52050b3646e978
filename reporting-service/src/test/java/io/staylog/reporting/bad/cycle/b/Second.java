package io.staylog.reporting.bad.cycle.b;

import io.staylog.reporting.bad.cycle.a.First;

/** Bad on purpose. */
public class Second {
    public First first;
}
