package io.staylog.payment.bank.simulator;

import io.staylog.payment.bank.BankGateway;
import io.staylog.payment.bank.BankUnderTest;
import io.staylog.payment.bank.HearingNotices;
import io.staylog.payment.bank.LosingAnswers;
import io.staylog.payment.bank.MovingMoney;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The conformance suite against the bank simulator. */
class SimulatorConformanceTest {
    @TempDir
    static Path home;

    private static BankUnderTest bank;

    @BeforeAll
    static void start() throws IOException {
        bank = new SimulatorUnderTest(home);
    }

    @AfterAll
    static void stop() {
        bank.close();
    }

    @Nested
    class Moving extends MovingMoney {
        @Override
        protected BankUnderTest bank() {
            return bank;
        }
    }

    @Nested
    class Losing extends LosingAnswers {
        @Override
        protected BankUnderTest bank() {
            return bank;
        }

        @Override
        protected BankGateway toNobody() throws IOException {
            try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return SimulatorUnderTest.gateway(
                        URI.create("http://127.0.0.1:" + socket.getLocalPort()), bank.secrets());
            }
        }
    }

    @Nested
    class Hearing extends HearingNotices {
        @Override
        protected BankUnderTest bank() {
            return bank;
        }
    }
}
