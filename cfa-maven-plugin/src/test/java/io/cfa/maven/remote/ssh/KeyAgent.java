package io.cfa.maven.remote.ssh;

import io.cfa.maven.remote.key.TestKeys;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.KeyPair;
import org.apache.sshd.agent.common.AbstractAgentClient;
import org.apache.sshd.agent.local.AgentImpl;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.common.util.security.SecurityUtils;

/** An agent that holds one of the test keys, on a socket. */
public final class KeyAgent implements AutoCloseable {

    private final Path socket;
    private final ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    private final AgentImpl keys = new AgentImpl();

    public KeyAgent(Path socket, String key) throws Exception {
        this.socket = socket;
        for (KeyPair pair : SecurityUtils.loadKeyPairIdentities(
                null, () -> key, TestKeys.file(key).toUri().toURL().openStream(), null)) {
            keys.addIdentity(pair, "a test key");
        }
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread thread = new Thread(() -> {
            try {
                while (true) {
                    serve(server.accept());
                }
            } catch (IOException e) {
                // closed
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    public Path socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        server.close();
        keys.close();
    }

    private void serve(SocketChannel channel) throws IOException {
        AbstractAgentClient client = new AbstractAgentClient(keys) {
            @Override
            protected void reply(Buffer answer) throws IOException {
                channel.write(ByteBuffer.wrap(answer.getCompactData()));
            }
        };
        try (channel) {
            ByteBuffer bytes = ByteBuffer.allocate(8192);
            while (channel.read(bytes) >= 0) {
                client.messageReceived(new ByteArrayBuffer(bytes.array(), 0, bytes.position()));
                bytes.clear();
            }
        }
    }
}
