package io.staylog.payment.bank.stripe;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The conformance suite against the double of Stripe. */
class StripeConformanceTest {
    @TempDir
    static Path home;

    private static StripeUnderTest bank;

    @BeforeAll
    static void start() throws IOException {
        bank = new StripeUnderTest(home);
    }

    @AfterAll
    static void stop() {
        bank.close();
    }

    @Nested
    class Moving extends MovingMoney {
        @AfterEach
        void letTimeComeBack() {
            bank.letTimeComeBack();
        }

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
                return StripeUnderTest.gateway(URI.create("http://127.0.0.1:" + socket.getLocalPort()), home);
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
