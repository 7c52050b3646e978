package io.staylog.cli.client;

import io.staylog.guard.LogLook.Depth;
import io.staylog.guard.Profile;
import picocli.CommandLine.Option;

/** With how much demanded things are looked at. */
public final class ProfileOption {
    @Option(
            names = "--production",
            description = "Demand what a service demands with spring.profiles.active=production: replicas, encryption,"
                    + " access rights, a right clock. Without it, what one machine with one disk can keep.")
    private boolean production;

    /** The profile. */
    public Profile profile() {
        return production ? Profile.PRODUCTION : Profile.DEFAULT;
    }

    /** How much has to be asked for it. */
    public Depth depth() {
        return production ? Depth.ALL : Depth.TOPICS;
    }
}
