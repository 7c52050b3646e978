package io.staylog.edge.guard;

import io.staylog.guard.Profile;
import io.staylog.schemas.TopicUse.Party;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** Who starts, and with how much demanded. */
final class Starting {
    private Starting() {}

    /** The service; empty for a program that is none of ours. */
    static Optional<Party> party(Environment environment) {
        var name = environment.getProperty("spring.application.name");
        return Stream.of(Party.values())
                .filter(party -> party != Party.ANYBODY && party.title().equals(name))
                .findFirst();
    }

    static Profile profile(Environment environment) {
        return environment.acceptsProfiles(Profiles.of(Profile.PRODUCTION_NAME)) ? Profile.PRODUCTION : Profile.DEFAULT;
    }
}
