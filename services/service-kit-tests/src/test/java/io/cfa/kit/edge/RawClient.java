package io.cfa.kit.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/** A connection to a server of this machine that sends what it likes, as slowly as it likes. */
final class RawClient implements AutoCloseable {

    private final Socket socket = new Socket();

    RawClient(int port) {
        try {
            socket.setSoTimeout(20_000);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends text with CRLF for each line end; whether the other side still takes it. */
    boolean send(String text) {
        try {
            socket.getOutputStream().write(text.replace("\n", "\r\n").getBytes(ISO_8859_1));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** So many characters, or fewer if no more come. */
    String read(int count) {
        try {
            return new String(socket.getInputStream().readNBytes(count), ISO_8859_1);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All that comes until the other side closes the connection, or a time-out. */
    String readAll() {
        StringBuilder all = new StringBuilder();
        byte[] buffer = new byte[4096];
        try {
            for (int read = socket.getInputStream().read(buffer);
                    read >= 0;
                    read = socket.getInputStream().read(buffer)) {
                all.append(new String(buffer, 0, read, ISO_8859_1));
            }
            return all + "<closed>";
        } catch (SocketTimeoutException e) {
            return all + "<silence>";
        } catch (SocketException e) {
            return all + "<reset>";
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
