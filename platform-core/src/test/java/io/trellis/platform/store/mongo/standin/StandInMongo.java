package io.trellis.platform.store.mongo.standin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The stand-in server, listening on this machine only. What it holds is gone when it ends. As a process of its own: {@code java -cp … StandInMongo [port]},
 * which prints its address and runs until it is ended.
 */
public final class StandInMongo implements AutoCloseable {
    /** Shorter than a real server's minute, so that what a killed client left open is soon out of the way. */
    private static final int TRANSACTION_SECONDS = 5;

    private final ServerSocket server;
    private final Commands commands;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    private StandInMongo(int port, boolean replicaSet) throws IOException {
        server = new ServerSocket(port, 200, InetAddress.getLoopbackAddress());
        commands = new Commands(new Engine(TRANSACTION_SECONDS), "127.0.0.1:" + server.getLocalPort(), replicaSet);
        Thread.ofPlatform().name("stand-in-mongo").daemon(true).start(this::accept);
    }

    /** @param port 0 for any free one */
    public static StandInMongo start(int port) {
        return start(port, true);
    }

    /** A server that has no transactions, as one without a replica set. */
    public static StandInMongo startAlone() {
        return start(0, false);
    }

    private static StandInMongo start(int port, boolean replicaSet) {
        try {
            return new StandInMongo(port, replicaSet);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    /** The address of a database on it, for the driver. */
    public String uri(String database) {
        return "mongodb://127.0.0.1:" + server.getLocalPort() + "/" + database;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> {
                    try {
                        new Connection(socket, commands).run();
                    } finally {
                        sockets.remove(socket);
                    }
                });
            }
        } catch (SocketException closed) {
            // close() was called
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    public static void main(String[] args) throws InterruptedException {
        StandInMongo server = start(args.length == 0 ? 0 : Integer.parseInt(args[0]));
        System.out.println(server.uri("trellis"));
        Thread.currentThread().join();
    }
}
