package io.trellis.rules.script.sandbox;

import java.util.List;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One run, between three threads: the script's own; the caller's, which waits and does what the script asks the host for; and the
 * watchdog's. Whoever first finds a reason to end the run ends it for all, and the caller never waits for a script that can't be
 * interrupted.
 */
final class Run {
    /** What the script's thread tells the caller's. */
    private sealed interface Message {
        record Ask(String operation, String arguments) implements Message {}

        record Done(List<Answer> answers) implements Message {}

        record Over() implements Message {}
    }

    private final Request request;
    private final Guest guest;
    private final Host host;
    private final long cpuAllowance;
    private final LinkedTransferQueue<Message> toCaller = new LinkedTransferQueue<>();
    private final SynchronousQueue<String> toScript = new SynchronousQueue<>();
    private final AtomicReference<ScriptFailure> ended = new AtomicReference<>();
    private final long startedAt = System.nanoTime();
    private volatile long threadId;
    private volatile long scriptAt;
    /** Nanoseconds for which the script has waited for the host, up to the question before this. */
    private volatile long waited;
    /** When the question was asked that is being answered; 0 for none. */
    private volatile long askedAt;

    private volatile long cpuAtStart;
    private volatile long allocatedAtStart;

    /** @param grace CPU milliseconds on top of the limit, for a script the engine has not seen often */
    Run(Request request, Guest guest, Host host, long grace) {
        this.request = request;
        this.guest = guest;
        this.host = host;
        this.cpuAllowance = request.limits().cpuMillis() + grace;
    }

    /** On the script's thread. */
    void script() {
        long id = Thread.currentThread().threadId();
        cpuAtStart = Watchdog.cpuNanos(id);
        allocatedAtStart = Watchdog.allocated(id);
        scriptAt = System.nanoTime();
        threadId = id;
        try {
            toCaller.add(new Message.Done(guest.run(request, this::ask)));
        } catch (ScriptFailure failure) {
            end(failure);
        } catch (OutOfMemoryError all) {
            end(memory(request.limits().allocatedBytes() + 1));
        } catch (RuntimeException | StackOverflowError unexpected) {
            end(ScriptFailure.error("The script could not be run: " + unexpected, request.script(), 0, 0));
        } finally {
            threadId = 0;
        }
    }

    private String ask(String operation, String arguments) {
        askedAt = System.nanoTime();
        toCaller.add(new Message.Ask(operation, arguments));
        try {
            while (ended.get() == null) {
                String reply = toScript.poll(50, TimeUnit.MILLISECONDS);
                if (reply != null) {
                    return reply;
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            waited += System.nanoTime() - askedAt;
            askedAt = 0;
        }
        return "!{\"message\":\"ended\"}";
    }

    /** On the caller's thread. */
    List<Answer> converse() {
        long deadline =
                startedAt + TimeUnit.MILLISECONDS.toNanos(request.limits().wallMillis());
        try {
            while (true) {
                Message message = toCaller.poll(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
                long now = System.nanoTime();
                if (now > deadline && !(message instanceof Message.Over)) {
                    end(ScriptFailure.limit(
                            "wallMillis", request.limits().wallMillis(), (now - startedAt) / 1_000_000));
                    message = new Message.Over();
                }
                switch (message) {
                    case Message.Done done -> {
                        return done.answers();
                    }
                    case Message.Ask ask -> reply(ask);
                    case Message.Over _ -> throw ended.get();
                    case null -> {}
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            end(ScriptFailure.busy());
            throw ended.get();
        }
    }

    private void reply(Message.Ask ask) throws InterruptedException {
        String reply;
        try {
            reply = "=" + host.call(ask.operation(), ask.arguments());
        } catch (Host.Refusal refusal) {
            reply = "!" + Texts.refusal(refusal);
        } catch (ScriptFailure failure) {
            end(failure);
            return;
        } catch (RuntimeException | Error unexpected) {
            end(ScriptFailure.error("The host failed", request.script(), 0, 0));
            throw unexpected;
        }
        while (ended.get() == null && !toScript.offer(reply, 50, TimeUnit.MILLISECONDS)) {
            // The script's thread is about to take it, or the run ends.
        }
    }

    /** On the watchdog's thread. */
    void look() {
        long id = threadId;
        if (id == 0 || ended.get() != null) {
            return;
        }
        long cpu = (Watchdog.cpuNanos(id) - cpuAtStart) / 1_000_000;
        if (cpu > cpuAllowance) {
            end(ScriptFailure.limit("cpuMillis", request.limits().cpuMillis(), cpu));
        }
        long asked = askedAt;
        long own = ((asked == 0 ? System.nanoTime() : asked) - scriptAt - waited) / 1_000_000;
        if (own > request.limits().runMillis()) {
            end(ScriptFailure.limit("runMillis", request.limits().runMillis(), own));
        }
        long allocated = Watchdog.allocated(id) - allocatedAtStart;
        if (allocated > request.limits().allocatedBytes()) {
            end(memory(allocated));
        }
    }

    private ScriptFailure memory(long used) {
        return ScriptFailure.limit("allocatedBytes", request.limits().allocatedBytes(), used);
    }

    /** Ends the run, if it has not ended; the context is of no use afterwards. */
    private void end(ScriptFailure failure) {
        if (ended.compareAndSet(null, failure)) {
            guest.spoil();
            toCaller.add(new Message.Over());
        }
    }

    ScriptFailure failure() {
        return ended.get();
    }
}
