package io.staylog.cli.payment;

import io.staylog.schemas.common.Actor;
import io.staylog.schemas.common.ActorType;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Who does something about money; it stays with what was done. */
final class OperatorOptions {
    @Option(
            names = "--by",
            paramLabel = "<who>",
            description = "Who does it; it is kept for ever. Default: the name you are logged in with.")
    private String by = System.getProperty("user.name", "unknown").toLowerCase(Locale.ROOT);

    @Option(
            names = "--actor-type",
            paramLabel = "<type>",
            description = "What kind of party that is: ${COMPLETION-CANDIDATES}. Default: STAFF.")
    private ActorType type = ActorType.STAFF;

    Actor actor() {
        return new Actor(type, by);
    }
}
