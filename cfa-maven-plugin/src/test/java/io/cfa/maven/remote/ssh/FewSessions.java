package io.cfa.maven.remote.ssh;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.client.future.DefaultOpenFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.channel.ChannelSessionFactory;

/** Refuses sessions beyond a number of one connection, with the words of OpenSSH's MaxSessions. */
final class FewSessions extends ChannelSessionFactory {

    private final int most;
    private final Map<Session, AtomicInteger> open = new ConcurrentHashMap<>();

    FewSessions(int most) {
        this.most = most;
    }

    @Override
    public Channel createChannel(Session session) {
        return new ChannelSession() {
            @Override
            public OpenFuture open(long recipient, long window, long packet, Buffer buffer) {
                AtomicInteger count = open.computeIfAbsent(getSession(), any -> new AtomicInteger());
                if (count.incrementAndGet() > most) {
                    count.decrementAndGet();
                    OpenFuture refused = new DefaultOpenFuture(this, this);
                    refused.setException(new SshChannelOpenException(
                            getChannelId(), SshConstants.SSH_OPEN_CONNECT_FAILED, "open failed"));
                    return refused;
                }
                addCloseFutureListener(closed -> count.decrementAndGet());
                return super.open(recipient, window, packet, buffer);
            }
        };
    }
}
