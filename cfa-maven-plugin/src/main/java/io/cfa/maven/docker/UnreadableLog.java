package io.cfa.maven.docker;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /** Collects what has no form of a log line: a text of docker for a container, then the mark and the driver. */
    public static final class Collector {

        private final String project;
        private final Map<String, String> said = new LinkedHashMap<>();
        private final Map<String, String> drivers = new LinkedHashMap<>();

        /** Of the containers of a project. */
        public Collector(String project) {
            this.project = project;
        }

        /** Takes a line that is none of a log. */
        public void add(String line) {
            String[] words = line.split(" ", 2);
            String text = words.length > 1 ? words[1] : "";
            if (text.startsWith(ContainerLogs.MARK)) {
                drivers.put(words[0], text.substring(ContainerLogs.MARK.length()));
            } else {
                said.put(words[0], text.replaceFirst("^([Ee]rror (response )?from daemon( in stream)?: )+", ""));
            }
        }

        /** Those that could not be read. */
        public List<UnreadableLog> logs() {
            return drivers.entrySet().stream()
                    .map(log -> new UnreadableLog(
                            project,
                            log.getKey(),
                            log.getValue(),
                            said.getOrDefault(log.getKey(), "docker does not say why")))
                    .toList();
        }
    }
}
