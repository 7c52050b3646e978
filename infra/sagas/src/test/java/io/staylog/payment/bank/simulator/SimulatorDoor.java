package io.staylog.payment.bank.simulator;

import io.staylog.payment.bank.BankOrder;
import io.staylog.payment.bank.Notification;
import io.staylog.payment.bank.NotificationSecrets;
import io.staylog.payment.domain.BankAnswer.Said;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** What the real gateway of the simulator writes and understands, for whoever has no socket. */
public final class SimulatorDoor {
    private final SimulatorNotifications notifications;

    /**
     * Believes notifications that are signed with this.
     *
     * @param directory of the file with the secret
     */
    public SimulatorDoor(Path directory, String secret) {
        try {
            var file = Files.writeString(directory.resolve("secrets"), secret);
            notifications = new SimulatorNotifications(new NotificationSecrets("test.secrets", file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a call goes. */
    public static String path(BankOrder order) {
        return order.isLookup() ? SimulatorProtocol.question(order) : SimulatorProtocol.path(order);
    }

    /** What it says. */
    public static byte[] body(BankOrder order) {
        return SimulatorProtocol.body(order);
    }

    /** What the answer means. */
    public static Said said(BankOrder order, int status, byte[] body) {
        return order.isLookup()
                ? SimulatorProtocol.lookedUp(order, status, body)
                : SimulatorProtocol.executed(order, status, body);
    }

    /** What a notification means. */
    public Notification hear(String header, String signature, byte[] body, Instant now) {
        return notifications.read(name -> name.equals(header) ? signature : null, body, now);
    }
}
