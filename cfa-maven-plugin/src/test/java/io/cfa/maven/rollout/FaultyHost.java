package io.cfa.maven.rollout;

import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.LostConnectionException;
import io.cfa.maven.remote.RemoteException;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.RemoteSession;
import io.cfa.maven.remote.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A host to which something happens at one command, counted from 1. */
public final class FaultyHost implements RemoteHost {

    /** What happens. */
    public enum Fault {
        NONE,
        FAILS,
        HANGS,
        CUT_BEFORE,
        CUT_AFTER,
        KILLED
    }

    /** This process is killed. */
    public static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final RemoteHost host;
    private final int at;
    private final Fault fault;
    private final List<Command> commands = new ArrayList<>();
    private final List<FragileConversation> conversations = new ArrayList<>();
    private boolean dead;

    public FaultyHost(RemoteHost host, int at, Fault fault) {
        this.host = host;
        this.at = at;
        this.fault = fault;
    }

    /** All that was run. */
    public List<Command> commands() {
        return commands;
    }

    @Override
    public Result run(Command command) {
        alive();
        commands.add(command);
        if (commands.size() != at) {
            return host.run(command);
        }
        return switch (fault) {
            case NONE -> host.run(command);
            case FAILS -> new Result(1, "", "it failed\n");
            case HANGS -> throw new RemoteException("h: `" + command + "` did not end. Next: run the goal again");
            case CUT_BEFORE -> throw cut(command);
            case CUT_AFTER -> {
                host.run(command);
                throw cut(command);
            }
            case KILLED -> {
                dead = true;
                conversations.forEach(RemoteSession::close);
                throw new Killed();
            }
        };
    }

    @Override
    public RemoteSession open(Command command) {
        alive();
        FragileConversation talk = new FragileConversation(host.open(command));
        conversations.add(talk);
        return talk;
    }

    @Override
    public String name() {
        return "h";
    }

    @Override
    public String address() {
        return "127.0.0.1";
    }

    @Override
    public void close() {
        conversations.forEach(RemoteSession::close);
    }

    private LostConnectionException cut(Command command) {
        conversations.forEach(RemoteSession::close);
        return new LostConnectionException("h: the connection was lost during `" + command + "`", null);
    }

    private void alive() {
        if (dead) {
            throw new Killed();
        }
    }

    /** A conversation that ends with the connection. */
    private final class FragileConversation implements RemoteSession {

        private final RemoteSession talk;
        private volatile boolean lost;

        FragileConversation(RemoteSession talk) {
            this.talk = talk;
        }

        @Override
        public void send(String line) {
            if (lost) {
                throw new LostConnectionException("h: lost", null);
            }
            talk.send(line);
        }

        @Override
        public Optional<String> nextLine(Duration limit) {
            return talk.nextLine(limit);
        }

        @Override
        public boolean isOpen() {
            return !lost && talk.isOpen();
        }

        @Override
        public Result end() {
            return talk.end();
        }

        @Override
        public void close() {
            lost = true;
            talk.close();
        }
    }
}
