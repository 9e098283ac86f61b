package io.cfa.maven.docker;

/**
 * A container whose log docker cannot read.
 *
 * @param project   compose's name of it
 * @param container as compose names it without the project
 * @param driver    the log driver, as docker names it
 * @param cause     what docker said
 */
public record UnreadableLog(String project, String container, String driver, String cause) {

    /** In the place of a driver's name, of a service of a swarm whose log a manager did not bring whole. */
    public static final String SWARM = "swarm";

    /** With what helps, as a line for a person. */
    public String describe() {
        if (driver.equals(SWARM)) {
            return container + ": what is shown of its log is not all: " + cause
                    + ". Next: see with `docker node ls` at a manager which node is away; `docker logs` on that node has the rest";
        }
        return container + ": its log, which the driver " + driver + " has, cannot be read: " + cause + ". Next: "
                + switch (driver) {
                    case "json-file", "local" -> "mend what docker says";
                    case "none" ->
                        "nothing is kept of it; give the service `logging: {driver: local}` in docker-compose.yml";
                    case "journald" ->
                        "read it there with `journalctl CONTAINER_NAME=" + project + "-" + container
                                + "`, or let the engine keep a copy (cache-disabled: false)";
                    default ->
                        "read it where " + driver
                                + " sends it, or give the service `logging: {driver: local}` in docker-compose.yml";
                };
    }
}
