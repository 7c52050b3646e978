package io.staylog.cli;

import io.staylog.cli.terminal.Exit;
import io.staylog.cli.terminal.Json;
import io.staylog.cli.terminal.Output;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code staylog generate-completion}: a script that lets bash and zsh complete every command and option. */
@Command(
        name = CompletionCommand.NAME,
        description = "A script for bash and zsh that completes commands and options: "
                + "source <(staylog generate-completion)")
final class CompletionCommand implements Callable<Integer> {
    static final String NAME = "generate-completion";

    @Spec
    private CommandSpec spec;

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        var root = spec.root();
        var script = AutoComplete.bash(root.name(), root.commandLine());
        output.print(Json.object().put("script", script), script);
        return Exit.OK.code();
    }
}
