package io.trellis.platform.telemetry;

import io.trellis.platform.store.RecordStore;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Measures what the record store is asked to do, whichever it is. A proxy instead of a class that hands on every method, so that one
 * added to the contract can't be forgotten here; it is put before the store only where somebody wants to know.
 */
final class StoreProbe implements BeanPostProcessor {
    /** What takes time. The rest answers from memory or hands out parts. */
    private static final Set<String> MEASURED = Set.of(
            "find",
            "findAll",
            "list",
            "count",
            "aggregate",
            "scan",
            "commit",
            "takeNumbers",
            "changes",
            "readOutbox",
            "prepare",
            "drop",
            "dropTenant");

    private final ObjectProvider<Telemetry> telemetry;

    StoreProbe(ObjectProvider<Telemetry> telemetry) {
        this.telemetry = telemetry;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof RecordStore store ? measured(store, telemetry.getObject()) : bean;
    }

    static RecordStore measured(RecordStore store, Telemetry telemetry) {
        return telemetry == Telemetry.NONE
                ? store
                : (RecordStore) Proxy.newProxyInstance(
                        RecordStore.class.getClassLoader(),
                        new Class<?>[] {RecordStore.class},
                        new Measured(store, telemetry));
    }

    private static final class Measured implements InvocationHandler {
        private final RecordStore store;
        private final Telemetry telemetry;
        private final Map<Method, String> operations = new HashMap<>();

        Measured(RecordStore store, Telemetry telemetry) {
            this.store = store;
            this.telemetry = telemetry;
            for (Method method : RecordStore.class.getMethods()) {
                if (MEASURED.contains(method.getName())) {
                    operations.put(method, method.getName());
                }
            }
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            String operation = operations.get(method);
            if (operation == null) {
                return pass(method, arguments);
            }
            if (method.getReturnType() == CompletableFuture.class) {
                return passLater(operation, method, arguments);
            }
            try (Work work = telemetry.begin(Telemetry.Kind.STORE, operation)) {
                try {
                    return pass(method, arguments);
                } catch (Throwable failure) {
                    work.failed(failure);
                    throw failure;
                }
            }
        }

        private Object passLater(String operation, Method method, Object[] arguments) throws Throwable {
            Work work = telemetry.beginElsewhere(Telemetry.Kind.STORE, operation);
            CompletableFuture<?> result;
            try {
                result = (CompletableFuture<?>) pass(method, arguments);
            } catch (Throwable failure) {
                end(work, failure);
                throw failure;
            }
            result.whenComplete((_, failure) -> end(work, failure));
            return result;
        }

        private static void end(Work work, Throwable failure) {
            if (failure != null) {
                work.failed(failure);
            }
            work.close();
        }

        private Object pass(Method method, Object[] arguments) throws Throwable {
            try {
                return method.invoke(store, arguments);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        }
    }
}
