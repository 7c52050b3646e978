package io.staylog.local;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** The bank simulator with its own ledger. */
final class BankProgram implements Program {
    private final Workplace work;

    BankProgram(Workplace work) {
        this.work = work;
    }

    @Override
    public Part part() {
        return Part.BANK;
    }

    @Override
    public String name() {
        return Part.BANK.id();
    }

    @Override
    public int port() {
        return work.port(Port.BANK);
    }

    @Override
    public Launch prepare() throws IOException, InterruptedException {
        var jar = work.built().ownJar(Part.BANK);
        var libraries = work.built().bankLibraries();
        var content = Installation.contentOfJar(jar) + Installation.contentByName(libraries);
        var home = work.installation().install(name(), content, directory -> {
            Files.copy(jar, directory.resolve(jar.getFileName()));
            var lib = DataDir.directory(directory.resolve("lib"));
            for (var library : libraries) {
                Files.copy(library, lib.resolve(library.getFileName()));
            }
        });
        var run = JavaRun.of(part(), work.settings(), home, "-XX:TieredStopAtLevel=1", "-Xmx128m");
        var command = new ArrayList<>(List.of(
                "-jar",
                home.resolve(jar.getFileName()).toString(),
                "--port",
                Integer.toString(port()),
                "--data",
                work.data().part(name()).toString()));
        command.addAll(notifying());
        return run.launch(command);
    }

    /** The bank tells payment-service what it could not know otherwise. */
    private List<String> notifying() {
        if (!work.settings().parts().contains(Part.PAYMENT)) {
            return List.of();
        }
        DataDir.secret(work.data().bankSecrets());
        return List.of(
                "--notify-url",
                work.settings().url(Part.PAYMENT) + "/gateway/simulator/notifications",
                "--notify-secret-file",
                work.data().bankSecrets().toString());
    }

    @Override
    public boolean isReady() {
        return Probes.listens(port());
    }
}
