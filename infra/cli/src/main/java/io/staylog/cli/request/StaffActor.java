package io.staylog.cli.request;

import io.staylog.cli.client.Headers;
import io.staylog.schemas.common.Actor;
import io.staylog.schemas.common.ActorType;
import picocli.CommandLine.Option;

/** Who asks: by default the staff, by this program. */
final class StaffActor {
    @Option(
            names = "--actor-type",
            paramLabel = "<type>",
            description = "Who asks: ${COMPLETION-CANDIDATES}. Default: STAFF.")
    private ActorType type = ActorType.STAFF;

    @Option(names = "--actor-id", paramLabel = "<id>", description = "The asking party's own id; never a name.")
    private String id = Headers.SOURCE;

    Actor actor() {
        return new Actor(type, id);
    }
}
