package io.cfa.maven.rollout.swarm;

import io.cfa.maven.host.RolloutException;

/** The managers do not answer any more, as where most of them are away: nothing can be verified, and nothing taken back, until they do. */
final class ManagersAwayException extends RolloutException {

    private static final long serialVersionUID = 1L;

    private static final String NEXT =
            " Next: bring most of them back (`docker node ls` there says which are away), then run the goal again";

    private ManagersAwayException(String message, Throwable cause) {
        super(message, cause);
    }

    /** While what was deployed was on its way. */
    static ManagersAwayException afterTheDeploy(int tries, RuntimeException cause) {
        return new ManagersAwayException(
                "the stack was deployed, and then the managers did not answer any more, tried " + tries + " times: "
                        + lastLine(cause)
                        + "\nTasks run on; when the managers are back Swarm goes on with what was deployed, and what was not is as before."
                        + NEXT,
                cause);
    }

    /**
     * While what runs was verified.
     *
     * @param before what is known of the rollout until then
     */
    static ManagersAwayException whileVerifying(String before, RuntimeException cause) {
        return new ManagersAwayException(
                before + "\nWhat runs could not be verified, as the managers did not answer: " + lastLine(cause)
                        + "\nTasks run on; nothing was taken back, and the release log has no line of it." + NEXT,
                cause);
    }

    private static String lastLine(RuntimeException cause) {
        String message = cause.getMessage().replaceFirst("\\.? Next: .*", "").strip();
        return message.substring(message.lastIndexOf('\n') + 1).strip();
    }
}
