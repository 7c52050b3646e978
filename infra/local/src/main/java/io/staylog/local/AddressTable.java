package io.staylog.local;

import java.time.Duration;
import java.util.Locale;

/** Where everything is, for a person to read. */
record AddressTable(LocalSettings settings) {
    private static final double MS_PER_SECOND = 1000;

    String text(Duration startTime) {
        var text = new StringBuilder(String.format(
                Locale.ROOT,
                "%nStaylog is ready after %.1f s, for this machine only:%n%n",
                startTime.toMillis() / MS_PER_SECOND));
        for (var part : new Part[] {
            Part.BOOKING, Part.PAYMENT, Part.REPORTING, Part.BROKER, Part.REGISTRY, Part.POSTGRES, Part.BANK
        }) {
            if (settings.parts().contains(part)) {
                row(text, part.id(), address(part));
            }
        }
        row(text, "API token", settings.tokenFile() + " (Authorization: Bearer ...)");
        row(text, "data and logs", settings.dataDir().toString());
        return text.append("\nEvery record is on the disk before it is acknowledged, but on this one disk only.\n")
                .append("infra/local/down stops everything; so does Ctrl-C, unless it runs detached.\n")
                .toString();
    }

    private static void row(StringBuilder text, String what, String where) {
        text.append(String.format("  %-18s %s%n", what, where));
    }

    private String address(Part part) {
        return switch (part) {
            case BROKER -> settings.bootstrapServers() + " (Kafka)";
            case REGISTRY -> settings.registryUrl();
            case POSTGRES ->
                "127.0.0.1:" + settings.ports().of(Port.POSTGRES) + ", database and user reporting, password in "
                        + settings.databasePasswordFile();
            case BANK -> settings.bankUrl() + " (simulated)";
            case BOOKING, PAYMENT, REPORTING -> settings.url(part);
        };
    }
}
