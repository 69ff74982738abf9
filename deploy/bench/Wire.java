import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** HTTP/1.1 over plain sockets that stay open, so that the benchmark's client costs little beside the server on a small machine. */
final class Wire {
    record Answer(int status, String body) {
        Answer expect(int wanted, String what) {
            if (status != wanted) {
                throw new IllegalStateException(what + ": expected " + wanted + ", got " + status + " " + body.substring(0, Math.min(600, body.length())));
            }
            return this;
        }
    }

    /** One open connection; used by one thread. */
    static final class Connection implements AutoCloseable {
        final int port;
        final byte[] buffer = new byte[64 * 1024];
        Socket socket;
        InputStream in;
        OutputStream out;
        int position;
        int limit;

        Connection(int port) throws IOException {
            this.port = port;
            open();
        }

        private void open() throws IOException {
            socket = new Socket("127.0.0.1", port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(120_000);
            in = socket.getInputStream();
            out = socket.getOutputStream();
            position = 0;
            limit = 0;
        }

        Answer call(String method, String path, String token, String body) throws IOException {
            return call(method, path, token, body, "application/json");
        }

        Answer call(String method, String path, String token, String body, String type) throws IOException {
            byte[] content = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
            StringBuilder head = new StringBuilder(256).append(method).append(" /api/v1").append(path).append(" HTTP/1.1\r\nHost: localhost\r\n");
            if (token != null) {
                head.append("Authorization: Bearer ").append(token).append("\r\n");
            }
            if (body != null) {
                head.append("Content-Type: ").append(type).append("\r\n");
            }
            head.append("Content-Length: ").append(content.length).append("\r\n\r\n");
            byte[] start = head.toString().getBytes(StandardCharsets.US_ASCII);
            byte[] all = Arrays.copyOf(start, start.length + content.length);
            System.arraycopy(content, 0, all, start.length, content.length);
            out.write(all);
            return read();
        }

        private Answer read() throws IOException {
            int status = Integer.parseInt(line().substring(9, 12));
            long length = -1;
            boolean chunked = false;
            boolean last = false;
            for (String line = line(); !line.isEmpty(); line = line()) {
                String lower = line.toLowerCase(Locale.ROOT);
                if (lower.startsWith("content-length:")) {
                    length = Long.parseLong(line.substring(15).strip());
                } else if (lower.startsWith("transfer-encoding:") && lower.contains("chunked")) {
                    chunked = true;
                } else if (lower.startsWith("connection:") && lower.contains("close")) {
                    last = true;
                }
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            if (chunked) {
                for (int size = Integer.parseInt(line().strip(), 16); size > 0; size = Integer.parseInt(line().strip(), 16)) {
                    copy(size, bytes);
                    line();
                }
                line();
            } else if (length > 0) {
                copy(length, bytes);
            }
            if (last) {
                close();
                open();
            }
            return new Answer(status, bytes.toString(StandardCharsets.UTF_8));
        }

        private void copy(long count, ByteArrayOutputStream to) throws IOException {
            while (count > 0) {
                fill();
                int n = (int) Math.min(count, limit - position);
                to.write(buffer, position, n);
                position += n;
                count -= n;
            }
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder(80);
            while (true) {
                fill();
                char c = (char) (buffer[position++] & 0xFF);
                if (c == '\n') {
                    return line.toString();
                }
                if (c != '\r') {
                    line.append(c);
                }
            }
        }

        private void fill() throws IOException {
            if (position == limit) {
                position = 0;
                limit = in.read(buffer);
                if (limit <= 0) {
                    throw new EOFException("the server closed the connection");
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
