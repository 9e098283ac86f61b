package io.cfa.maven.remote.ssh;

import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.NoCommandsException;
import io.cfa.maven.remote.RemoteException;
import io.cfa.maven.remote.login.SshTimeouts;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Says why a command never began though the login worked: the user's shell on the host is none, or something else was run.
 *
 * @param host the host, as messages name it
 * @param user whom we logged in as
 */
record LoginShellErrors(String host, String user) {

    private static final int LONGEST = 200;
    private static final String OWNER = "have the host's owner ";
    private static final List<Cause> CAUSES = List.of(
            Cause.of(
                    "account is currently not available|nologin",
                    "the user USER has no login shell (nologin)",
                    OWNER + "give it one: usermod -s /bin/bash USER"),
            Cause.of(
                    "password has expired|(must|required to) change your password|password change required",
                    "the password of the user USER has expired, and the host asks for a new one",
                    OWNER + "set one, or let it not expire: chage -M -1 USER"),
            Cause.of(
                    "restricted",
                    "the login shell of USER is a restricted one, which does not run /bin/sh",
                    OWNER + "give it another: usermod -s /bin/bash USER"),
            Cause.of(
                    "/bin/sh.*(not found|no such file)",
                    "the host has no /bin/sh",
                    OWNER + "install one; the commands of the deployment are written for it"));
    private static final Cause SILENT = Cause.of(
            "",
            "the login shell of USER ends at once, as /bin/false does, or its start files do",
            OWNER + "give it a shell: usermod -s /bin/bash USER; or mend exit in ~USER/.bashrc or the like");
    private static final Cause SOMETHING_ELSE = Cause.of(
            "",
            "the host runs something else in its place",
            "look for command= before the key in ~USER/.ssh/authorized_keys, for ForceCommand in the host's sshd_config, and for exit or"
                    + " exec in ~USER/.bashrc or the like; the deployment needs a key without a forced command");
    private static final Cause WAITS = Cause.of(
            "",
            "something waits in the start files of USER's shell there, or a forced command runs in its place",
            "try it by hand: ssh HOST true. If that waits too, look for what waits (read, tmux, ssh-add) in ~USER/.bashrc or the like,"
                    + " and for command= in ~USER/.ssh/authorized_keys");

    /** Another program ran, or none, and ended. */
    RemoteException neverBegan(Command command, int status, String noise) {
        String said = oneLine(noise);
        Cause cause = CAUSES.stream()
                .filter(each -> each.sign().matcher(said).find())
                .findFirst()
                .orElse(said.isEmpty() && status != 0 ? SILENT : SOMETHING_ELSE);
        return cause.exception(
                user,
                host + ": `" + command.brief() + "` was not run (exit status " + status
                        + (said.isEmpty() ? ", no word" : ", it said: " + said) + "): ");
    }

    /** Something waits before the command. */
    RemoteException waits(Command command, String noise) {
        String said = oneLine(noise);
        return WAITS.exception(
                user,
                host + ": `" + command.brief() + "` did not begin within " + SshTimeouts.text(command.timeout())
                        + (said.isEmpty() ? "" : " (the host said: " + said + ")") + ": ");
    }

    /** What a host said, as a sentence can hold it. */
    private static String oneLine(String text) {
        String line = text.replaceAll("\\p{Cntrl}\\[[0-9;?]*[A-Za-z]", "")
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST - 1) + "…" : line;
    }

    /** What a sign in the host's words means. */
    private record Cause(Pattern sign, String problem, String next) {

        static Cause of(String sign, String problem, String next) {
            return new Cause(Pattern.compile(sign, Pattern.CASE_INSENSITIVE), problem, next);
        }

        RemoteException exception(String user, String beginning) {
            return new NoCommandsException(beginning + problem.replace("USER", user), next.replace("USER", user));
        }
    }
}
