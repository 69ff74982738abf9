package io.trellis.platform.outbox;

import io.trellis.platform.store.DeliveryLog;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.StoreException;
import io.trellis.platform.store.SystemStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A store as one node sees it, that several nodes share, and that this node can be cut off from in the middle of whatever it does:
 * what was under way may or may not have happened, and nothing it does afterwards reaches the store. To all others it has died.
 */
final class MortalStore {
    private final RecordStore store;
    private final AtomicInteger callsLeft = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicReference<Runnable> wakeUp = new AtomicReference<>(() -> {});

    MortalStore(RecordStore store) {
        this.store = store;
        store.onCommit(() -> wakeUp.get().run());
    }

    /** Dies in so many further writes to documents or to the account. */
    void dieAfter(int writes) {
        callsLeft.set(writes);
    }

    boolean dead() {
        return callsLeft.get() <= 0;
    }

    RecordStore store() {
        return proxy(RecordStore.class, store);
    }

    private <T> T proxy(Class<T> type, T real) {
        Object proxy = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
            switch (method.getName()) {
                case "shared" -> {
                    return true;
                }
                case "system" -> {
                    return proxy(SystemStore.class, store.system());
                }
                case "deliveries" -> {
                    return proxy(DeliveryLog.class, store.deliveries());
                }
                case "onCommit" -> {
                    wakeUp.set((Runnable) arguments[0]);
                    return null;
                }
                default -> {}
            }
            boolean writes =
                    method.getName().equals("write") || method.getName().equals("settle");
            int left = writes ? callsLeft.getAndUpdate(calls -> Math.max(0, calls - 1)) : callsLeft.get();
            // The last write reaches the store, and its sender never hears of it.
            if (left <= 0) {
                throw new StoreException.Unavailable("This node is dead", null);
            }
            try {
                Object result = method.invoke(real, arguments);
                if (left == 1 && writes) {
                    throw new StoreException.Unavailable("This node is dead", null);
                }
                return result;
            } catch (InvocationTargetException failure) {
                throw failure.getCause();
            }
        });
        return type.cast(proxy);
    }
}
