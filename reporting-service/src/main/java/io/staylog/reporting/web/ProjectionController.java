package io.staylog.reporting.web;

import io.staylog.reporting.projection.ProjectionState;
import io.staylog.reporting.projection.ProjectionWatch;
import io.staylog.reporting.projection.Rebuild;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import java.net.URI;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How the projection is doing, and its rebuild. */
@RestController
@RequestMapping("/v1/projections")
class ProjectionController {
    private final ProjectionState state;
    private final ProjectionWatch watch;
    private final Rebuild rebuild;

    ProjectionController(ProjectionState state, ProjectionWatch watch, Rebuild rebuild) {
        this.state = state;
        this.watch = watch;
        this.rebuild = rebuild;
    }

    /**
     * How the projection is doing.
     *
     * @param projection what it is at
     * @param watch what is seen from outside
     * @param rebuild the last rebuild
     */
    @Schema(name = "ProjectionStatus") // Reports have a Status of their own, and schemas share one list of names.
    record Status(ProjectionState.Moment projection, ProjectionWatch.Look watch, Rebuild.Report rebuild) {}

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "What the projection is at, how far it is behind, and the last rebuild.")
    Status status() {
        return new Status(state.now(), watch.last(), rebuild.last());
    }

    @PostMapping("/rebuild")
    @Operation(
            summary = "Folds the log from offset 0 into fresh tables, compares them with the live ones, and makes them"
                    + " live unless dryRun.",
            security = @SecurityRequirement(name = "token"))
    ResponseEntity<Object> rebuild(@RequestParam(defaultValue = "false") boolean dryRun) {
        if (!rebuild.begin(!dryRun)) {
            ProblemDetail problem = Problems.problem(
                    HttpStatus.CONFLICT,
                    "rebuild_running",
                    "A rebuild is under way; GET /v1/projections says how far it is.",
                    Map.of());
            return ResponseEntity.status(HttpStatus.CONFLICT).body(problem);
        }
        return ResponseEntity.accepted().location(URI.create("/v1/projections")).build();
    }
}
