package io.staylog.local;

import java.util.function.Consumer;

/** What every program needs to know to be prepared: settings, places, and whom to tell about long steps. */
record Workplace(LocalSettings settings, Consumer<String> progress) {
    DataDir data() {
        return new DataDir(settings.dataDir());
    }

    Built built() {
        return new Built(settings.projectDir());
    }

    Installation installation() {
        return settings.installation();
    }

    int port(Port port) {
        return settings.ports().of(port);
    }
}
