package io.staylog.reporting.rendering;

import io.staylog.reporting.ReportingService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;

/** The service in a process of its own, so that it can be killed. */
final class RendererProcess {
    private RendererProcess() {}

    public static void main(String[] arguments) {
        new SpringApplication(ReportingService.class, PlainMaker.class).run(arguments);
    }

    /**
     * Starts it.
     *
     * @param signal the file that it writes when a job begins that never ends
     */
    static Process start(List<String> arguments, Path signal, Path printed) throws IOException {
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-Dsignal=" + signal));
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(RendererProcess.class.getName());
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
    }
}
