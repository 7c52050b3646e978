package io.staylog.payment.bank;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.payment.web.PaymentHealths;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class BankWorkerTest {
    @Test
    void it_waits_the_longer_the_more_often_it_has_failed() {
        assertThat(IntStream.rangeClosed(1, 9).mapToObj(BankWorker::restartAfter))
                .containsExactly(
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(8),
                        Duration.ofSeconds(16),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(30));
        assertThat(BankWorker.restartAfter(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void a_worker_that_fails_again_and_again_is_down_until_it_works_as_a_member() {
        var status = new BankWorkerStatus();
        assertThat(PaymentHealths.bank(status).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        status.failed("begins anew, because: no", 4);
        assertThat(PaymentHealths.bank(status).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        status.failed("begins anew, because: no", 5);
        assertThat(PaymentHealths.bank(status).getStatus()).isEqualTo(Status.DOWN);
        assertThat(PaymentHealths.bank(status).getDetails()).containsEntry("failuresInARow", 5);
        status.running(4, null);
        assertThat(PaymentHealths.bank(status).getStatus()).isEqualTo(Status.UP);
        status.running(4, "cannot read the instruction");
        assertThat(PaymentHealths.bank(status).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    }
}
