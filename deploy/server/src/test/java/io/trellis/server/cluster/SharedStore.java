package io.trellis.server.cluster;

import io.trellis.platform.store.RecordStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * One store as several nodes see it: each hears at once of its own commits only, none closes it, and all know that they are not
 * alone. Lets the embedded store stand in for one that several processes use.
 */
final class SharedStore {
    private SharedStore() {}

    static RecordStore view(RecordStore store) {
        List<Runnable> woken = new CopyOnWriteArrayList<>();
        return (RecordStore) Proxy.newProxyInstance(
                SharedStore.class.getClassLoader(), new Class<?>[] {RecordStore.class}, (_, method, arguments) -> {
                    switch (method.getName()) {
                        case "onCommit" -> woken.add((Runnable) arguments[0]);
                        case "shared" -> {
                            return true;
                        }
                        case "close" -> {}
                        default -> {
                            try {
                                Object result = method.invoke(store, arguments);
                                if (method.getName().equals("commit")) {
                                    ((CompletableFuture<?>) result).thenRun(() -> woken.forEach(Runnable::run));
                                }
                                return result;
                            } catch (InvocationTargetException thrown) {
                                throw thrown.getCause();
                            }
                        }
                    }
                    return null;
                });
    }
}
