package io.trellis.platform.store.mongo.standin;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.bson.BsonArray;
import org.bson.BsonBinaryReader;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;

/** One connection: messages in, replies out. https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/ */
final class Connection implements Runnable {
    private static final int HEADER = 16;
    private static final int OP_REPLY = 1;
    private static final int OP_QUERY = 2004;
    private static final int OP_MSG = 2013;
    private static final int MORE_TO_COME = 2;
    private static final BsonDocumentCodec CODEC = new BsonDocumentCodec();

    private final Socket socket;
    private final Commands commands;

    Connection(Socket socket, Commands commands) {
        this.socket = socket;
        this.commands = commands;
    }

    @Override
    public void run() {
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream(), 65_536));
            OutputStream out = socket.getOutputStream();
            while (true) {
                byte[] header = new byte[HEADER];
                in.readFully(header);
                ByteBuffer head = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
                byte[] body = new byte[head.getInt(0) - HEADER];
                in.readFully(body);
                byte[] reply = answer(
                        head.getInt(4), head.getInt(12), ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN));
                if (reply != null) {
                    out.write(reply);
                    out.flush();
                }
            }
        } catch (EOFException | SocketException closed) {
            // the client has gone
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private byte[] answer(int request, int opcode, ByteBuffer body) {
        return switch (opcode) {
            case OP_QUERY -> {
                body.getInt();
                String collection = text(body);
                body.getInt();
                body.getInt();
                BsonDocument command = document(body);
                command.append("$db", new BsonString(collection.substring(0, collection.indexOf('.'))));
                yield reply(request, OP_REPLY, commands.answer(command));
            }
            case OP_MSG -> {
                int flags = body.getInt();
                BsonDocument command = command(body);
                BsonDocument answer = commands.answer(command);
                yield (flags & MORE_TO_COME) != 0 ? null : reply(request, OP_MSG, answer);
            }
            default -> throw Fault.unknown("the opcode " + opcode);
        };
    }

    private static BsonDocument command(ByteBuffer body) {
        BsonDocument command = null;
        var lists = new BsonDocument();
        while (body.hasRemaining()) {
            if (body.get() == 0) {
                command = document(body);
                continue;
            }
            int end = body.position() + body.getInt();
            var list = new BsonArray();
            lists.put(text(body), list);
            while (body.position() < end) {
                list.add(document(body));
            }
        }
        command.putAll(lists);
        return command;
    }

    private static String text(ByteBuffer body) {
        int start = body.position();
        while (body.get() != 0) {
            // to the end of the text
        }
        return new String(body.array(), start, body.position() - start - 1, StandardCharsets.UTF_8);
    }

    private static BsonDocument document(ByteBuffer body) {
        int length = body.getInt(body.position());
        ByteBuffer slice = body.slice(body.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        body.position(body.position() + length);
        return CODEC.decode(
                new BsonBinaryReader(slice), DecoderContext.builder().build());
    }

    private static byte[] reply(int request, int opcode, BsonDocument document) {
        try (var out = new BasicOutputBuffer();
                var writer = new BsonBinaryWriter(out)) {
            out.writeInt32(0);
            out.writeInt32(0);
            out.writeInt32(request);
            out.writeInt32(opcode);
            if (opcode == OP_REPLY) {
                out.writeInt32(8);
                out.writeInt64(0);
                out.writeInt32(0);
                out.writeInt32(1);
            } else {
                out.writeInt32(0);
                out.writeByte(0);
            }
            CODEC.encode(writer, document, EncoderContext.builder().build());
            out.writeInt32(0, out.getSize());
            return out.toByteArray();
        }
    }
}
