package io.cfa.maven.remote.ssh;

import com.jcraft.jsch.Session;
import io.cfa.maven.remote.login.SshConnection;

/** A connection with the commands that run on it; {@link SshConnections} sees to it that one thread at a time changes it. */
final class SharedConnection {

    /** An sshd takes ten sessions of one connection, unless told otherwise. */
    static final int MOST = 10;

    /** That so many are left for commands that are talked to. */
    private static final int KEPT = 2;

    private final SshConnection connection;
    private int used;
    private int lasting;

    SharedConnection(SshConnection connection) {
        this.connection = connection;
    }

    boolean take(boolean forLong, int most) {
        int limit = forLong || most < MOST ? most : MOST - KEPT + lasting;
        if (used >= limit) {
            return false;
        }
        used++;
        lasting += forLong ? 1 : 0;
        return true;
    }

    void give(boolean forLong) {
        used--;
        lasting -= forLong ? 1 : 0;
    }

    int used() {
        return used;
    }

    /** Whether it is of no use to wait for a place on it. */
    boolean isHeld() {
        return used == lasting;
    }

    boolean closeIfLost() {
        if (connection.isAlive()) {
            return false;
        }
        connection.close();
        return true;
    }

    void close() {
        connection.close();
    }

    Session session() {
        return connection.session();
    }
}
