package io.cfa.maven.remote.ssh;

import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteException;
import io.cfa.maven.remote.login.SshTimeouts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Says why a command never began though the login worked: the user's shell on the host is none, or something else was run.
 *
 * @param host the host, as messages name it
 * @param user whom we logged in as
 */
record LoginShellErrors(String host, String user) {

    private static final int LONGEST = 200;
    private static final String OWNER = ". Next: have the host's owner ";
    private static final Map<Pattern, String> CAUSES = new LinkedHashMap<>();

    static {
        cause(
                "account is currently not available|nologin",
                "the user USER has no login shell (nologin)" + OWNER + "give it one: usermod -s /bin/bash USER");
        cause(
                "password has expired|(must|required to) change your password|password change required",
                "the password of the user USER has expired, and the host asks for a new one" + OWNER
                        + "set one, or let it not expire: chage -M -1 USER");
        cause(
                "restricted",
                "the login shell of USER is a restricted one, which does not run /bin/sh" + OWNER
                        + "give it another: usermod -s /bin/bash USER");
        cause(
                "/bin/sh.*(not found|no such file)",
                "the host has no /bin/sh" + OWNER + "install one; the commands of the deployment are written for it");
    }

    /** Another program ran, or none, and ended. */
    RemoteException neverBegan(Command command, int status, String noise) {
        String said = oneLine(noise);
        String problem = CAUSES.entrySet().stream()
                .filter(cause -> cause.getKey().matcher(said).find())
                .map(cause -> cause.getValue().replace("USER", user))
                .findFirst()
                .orElseGet(() -> said.isEmpty() && status != 0 ? silent() : somethingElse());
        return new RemoteException(host + ": `" + command.brief() + "` was not run (exit status " + status
                + (said.isEmpty() ? ", no word" : ", it said: " + said) + "): " + problem);
    }

    /** Something waits before the command. */
    RemoteException waits(Command command, String noise) {
        String said = oneLine(noise);
        return new RemoteException(host + ": `" + command.brief() + "` did not begin within "
                + SshTimeouts.text(command.timeout()) + (said.isEmpty() ? "" : " (the host said: " + said + ")")
                + ": something waits in the start files of " + user
                + "'s shell there, or a forced command runs in its place."
                + " Next: try it by hand: ssh HOST true. If that waits too, look for what waits (read, tmux, ssh-add) in ~"
                + user
                + "/.bashrc or the like, and for command= in ~" + user + "/.ssh/authorized_keys");
    }

    private String silent() {
        return "the login shell of " + user + " ends at once, as /bin/false does, or its start files do" + OWNER
                + "give it a shell: usermod -s /bin/bash " + user + "; or mend exit in ~" + user
                + "/.bashrc or the like";
    }

    private String somethingElse() {
        return "the host runs something else in its place. Next: look for command= before the key in ~" + user
                + "/.ssh/authorized_keys, for ForceCommand in the host's sshd_config, and for exit or exec in ~" + user
                + "/.bashrc or the like; the deployment needs a key without a forced command";
    }

    /** What a host said, as a sentence can hold it. */
    private static String oneLine(String text) {
        String line = text.replaceAll("\\p{Cntrl}\\[[0-9;?]*[A-Za-z]", "")
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST - 1) + "…" : line;
    }

    private static void cause(String sign, String problem) {
        CAUSES.put(Pattern.compile(sign, Pattern.CASE_INSENSITIVE), problem);
    }
}
