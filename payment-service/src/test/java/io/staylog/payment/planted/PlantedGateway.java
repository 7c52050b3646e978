package io.staylog.payment.planted;

import io.staylog.payment.bank.BankGateway;
import io.staylog.payment.bank.BankOrder;
import io.staylog.payment.domain.BankAnswer.Approved;
import io.staylog.payment.domain.BankAnswer.Card;
import io.staylog.payment.domain.BankAnswer.Declined;
import io.staylog.payment.domain.BankAnswer.OutcomeUnknown;
import io.staylog.payment.domain.BankAnswer.Said;
import io.staylog.payment.domain.Operation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The way to the bank with a bug in it, for the hotels that have one. */
final class PlantedGateway {
    private final BankGateway real;
    private final Map<String, String> keys = new ConcurrentHashMap<>();

    private PlantedGateway(BankGateway real) {
        this.real = real;
    }

    static BankGateway around(BankGateway real) {
        var planted = new PlantedGateway(real);
        return (BankGateway) Proxy.newProxyInstance(
                BankGateway.class.getClassLoader(),
                new Class<?>[] {BankGateway.class},
                (_, method, arguments) -> planted.call(method, arguments));
    }

    private Object call(Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("execute")
                && arguments[0] instanceof BankOrder order
                && PlantedBug.isAnyAt(order.hotelId())) {
            return execute(order);
        }
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private Said execute(BankOrder order) throws InterruptedException {
        var hotel = order.hotelId();
        if (PlantedBug.NO_KEY.isAt(hotel)) {
            return real.execute(withKey(order, UUID.randomUUID().toString()));
        }
        if (PlantedBug.RANDOM_KEY_PER_ATTEMPT.isAt(hotel)) {
            var key = keys.computeIfAbsent(
                    order.gatewayKey(), _ -> UUID.randomUUID().toString());
            return real.execute(withKey(order, key));
        }
        var said = real.execute(order);
        boolean isUnknown = said instanceof OutcomeUnknown;
        if (isUnknown
                && order.operation() == Operation.CAPTURE
                && PlantedBug.CAPTURE_REPEATED_UNDER_A_NEW_KEY.isAt(hotel)) {
            return real.execute(withKey(order, order.gatewayKey() + ":again"));
        }
        if (isUnknown && PlantedBug.UNKNOWN_TAKEN_AS_DECLINED.isAt(hotel)) {
            return new Declined("generic_decline");
        }
        if (isUnknown && PlantedBug.UNKNOWN_TAKEN_AS_APPROVED.isAt(hotel)) {
            return new Approved(order.amountMinor(), "psp_guessed", new Card("", null, "", ""));
        }
        return said;
    }

    /** The same order under another key, whatever else an order may have. */
    private static BankOrder withKey(BankOrder order, String key) {
        var components = BankOrder.class.getRecordComponents();
        var types = Arrays.stream(components).map(it -> it.getType()).toArray(Class<?>[]::new);
        var values = new Object[components.length];
        try {
            for (int i = 0; i < components.length; i++) {
                boolean isKey = components[i].getName().equals("gatewayKey");
                values[i] = isKey ? key : components[i].getAccessor().invoke(order);
            }
            return BankOrder.class.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
