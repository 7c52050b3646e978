package io.staylog.systemtests.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** What goes wrong with processes and their files. */
final class ProcessFaults {
    private ProcessFaults() {}

    /** {@code kill -9}, of one or of several at once. */
    record Kill(Supervisor supervisor, String kind, String what, List<String> names) implements Fault {
        static Kill of(Supervisor supervisor, String name) {
            return new Kill(supervisor, "kill " + kindOf(name), name, List.of(name));
        }

        @Override
        public void begin() {
            names.forEach(supervisor::kill);
        }

        @Override
        public void heal() {
            names.forEach(supervisor::release);
        }
    }

    /** Stands still, beyond the time after which others take its work over, and then goes on as if nothing had been. */
    record Freeze(Cluster cluster, String what) implements Fault {
        @Override
        public String kind() {
            return "freeze " + kindOf(what);
        }

        @Override
        public void begin() {
            cluster.part(what).pause();
        }

        @Override
        public void heal() {
            cluster.part(what).resume();
        }
    }

    /** Killed, and when it comes back its snapshots are gone, or are not what they were. */
    record SpoilSnapshots(Supervisor supervisor, Path snapshots, String what, Random random) implements Fault {
        private static final int SPOILT_BYTES = 16;

        @Override
        public String kind() {
            return "spoil snapshots";
        }

        @Override
        public void begin() throws IOException {
            supervisor.kill(what);
            if (!Files.isDirectory(snapshots)) {
                return;
            }
            try (var files = Files.list(snapshots)) {
                for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                    spoil(file);
                }
            }
        }

        private void spoil(Path file) throws IOException {
            long size = Files.size(file);
            if (size < SPOILT_BYTES || random.nextBoolean()) {
                Files.delete(file);
                return;
            }
            var noise = new byte[SPOILT_BYTES];
            random.nextBytes(noise);
            try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(noise), random.nextLong(size - SPOILT_BYTES + 1));
            }
        }

        @Override
        public void heal() {
            supervisor.release(what);
        }
    }

    /** The disk of one broker is full. */
    record FillDisk(SmallDisk disk, String what) implements Fault {
        @Override
        public String kind() {
            return "disk full";
        }

        @Override
        public void begin() throws IOException {
            disk.fill();
        }

        @Override
        public void heal() throws IOException {
            disk.free();
        }
    }

    /** The clock of one process says something else. */
    record JumpClock(Consumer<String> clock, String what, int minutes) implements Fault {
        @Override
        public String kind() {
            return "clock jump";
        }

        @Override
        public void begin() {
            clock.accept((minutes < 0 ? "" : "+") + minutes + "m");
        }

        @Override
        public void heal() {
            clock.accept("+0");
        }
    }

    /** The kind of process, whatever its number. */
    static String kindOf(String name) {
        return name.replaceFirst("-\\d+$", "");
    }
}
