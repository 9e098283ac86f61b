package io.cfa.maven.docker.stack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes files that are mounted from the bundle as configs, named by their content, which the swarm brings to each node. */
final class StackConfigs {

    private final String project;
    private final StackInputs inputs;
    private final StackFindings findings;
    private final Map<String, MountedFile> used = new LinkedHashMap<>();

    StackConfigs(String project, StackInputs inputs, StackFindings findings) {
        this.project = project;
        this.inputs = inputs;
        this.findings = findings;
    }

    /** Whether a path is that of a file of the bundle, or of a directory with some. */
    boolean has(String path) {
        return !beneath(path).isEmpty();
    }

    /** Gives a service the files of a path. */
    void mount(String service, String path, String target, ArrayNode configs) {
        for (MountedFile file : beneath(path)) {
            ObjectNode config = configs.addObject();
            config.put("source", use(file));
            config.put("target", target + file.path().substring(path.length()));
            config.put("mode", file.mode());
        }
        if (beneath(path).isEmpty()) {
            findings.lost(
                    service,
                    "mounts " + path
                            + ", which no file of the bundle on the manager is: a stack would mount each node's own",
                    "bring the bundle to this manager with cfa:sync, or put the content into an image");
        }
    }

    /** The swarm's name of the config that holds a file. */
    String use(MountedFile file) {
        String name = file.configName(project);
        used.put(name, file);
        return name;
    }

    Map<String, MountedFile> used() {
        return used;
    }

    void writeTo(ObjectNode configs) {
        used.keySet()
                .forEach(name -> configs.putObject(name).put("external", true).put("name", name));
    }

    private List<MountedFile> beneath(String path) {
        return inputs.files().stream()
                .filter(file -> file.path().equals(path) || file.path().startsWith(path + "/"))
                .toList();
    }
}
