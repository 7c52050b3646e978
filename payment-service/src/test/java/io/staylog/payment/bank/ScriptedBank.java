package io.staylog.payment.bank;

import io.staylog.payment.domain.BankAnswer.Approved;
import io.staylog.payment.domain.BankAnswer.Card;
import io.staylog.payment.domain.BankAnswer.Said;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A bank that approves, as slowly as it is told, and remembers who called. */
class ScriptedBank implements BankGateway {
    private final Duration takes;
    private final Map<UUID, CountDownLatch> held = new ConcurrentHashMap<>();
    private volatile CountDownLatch heldAll = new CountDownLatch(0);
    private final Map<UUID, Said> answers = new ConcurrentHashMap<>();
    private final List<BankOrder> orders = new CopyOnWriteArrayList<>();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger runningMost = new AtomicInteger();

    ScriptedBank(Duration takes) {
        this.takes = takes;
    }

    /** A bank as the only one. */
    static Gateways alone(BankGateway bank) {
        return new Gateways("scripted", Map.of("scripted", bank));
    }

    /** Lets calls about a payment wait until they are let go. */
    CountDownLatch hold(UUID payment) {
        return held.computeIfAbsent(payment, _ -> new CountDownLatch(1));
    }

    /** Lets all calls wait until they are let go. */
    CountDownLatch holdAll() {
        var latch = new CountDownLatch(1);
        heldAll = latch;
        return latch;
    }

    void answer(UUID payment, Said said) {
        answers.put(payment, said);
    }

    /** All calls in the order of their beginning. */
    List<BankOrder> orders() {
        return orders;
    }

    /** The keys of the calls about a payment, in order. */
    List<String> keysOf(UUID payment) {
        return orders.stream()
                .filter(order -> order.paymentId().equals(payment))
                .map(BankOrder::gatewayKey)
                .toList();
    }

    int running() {
        return running.get();
    }

    int runningMost() {
        return runningMost.get();
    }

    @Override
    public Said execute(BankOrder order) throws InterruptedException {
        orders.add(order);
        runningMost.accumulateAndGet(running.incrementAndGet(), Math::max);
        try {
            Thread.sleep(takes);
            heldAll.await();
            var latch = held.get(order.paymentId());
            if (latch != null) {
                latch.await();
            }
        } finally {
            running.decrementAndGet();
        }
        return answers.getOrDefault(order.paymentId(), new Approved(order.amountMinor(), "psp", Card.UNKNOWN));
    }

    @Override
    public Said lookUp(BankOrder order) throws InterruptedException {
        return execute(order);
    }

    @Override
    public Notification hear(Headers headers, byte[] body, Instant now) {
        return new NotNoticed(NotNoticed.Code.SIGNATURE_MISSING, "it never says anything by itself");
    }

    @Override
    public Duration answersWithin() {
        return Duration.ofSeconds(1);
    }

    @Override
    public void close() {}
}
