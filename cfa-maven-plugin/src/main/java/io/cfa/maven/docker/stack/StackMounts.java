package io.cfa.maven.docker.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cfa.maven.model.compose.BundlePath;
import io.cfa.maven.model.compose.StackExtensions.Placement;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes what a service mounts: volumes stay, memory becomes a volume too, and files of the bundle become configs. */
final class StackMounts {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,15})([kmg]?)b?");

    private final String service;
    private final Placement placement;
    private final StackConfigs files;
    private final StackFindings findings;
    private boolean data;

    StackMounts(String service, Placement placement, StackConfigs files, StackFindings findings) {
        this.service = service;
        this.placement = placement;
        this.files = files;
        this.findings = findings;
    }

    ArrayNode of(JsonNode body, ArrayNode configs) {
        ArrayNode volumes = JSON.createArrayNode();
        body.path("volumes").forEach(volume -> volume(volume, volumes, configs));
        JsonNode tmpfs = body.path("tmpfs");
        if (tmpfs.isTextual()) {
            memory(tmpfs.asText(), volumes);
        } else {
            tmpfs.forEach(each -> memory(each.asText(), volumes));
        }
        if (body.hasNonNull("shm_size")) {
            memory("/dev/shm:size=" + body.path("shm_size").asText(), volumes);
        }
        return volumes;
    }

    /** Whether a volume with a name is among them: two tasks at a time would write into it. */
    boolean keepsData() {
        return data;
    }

    private void volume(JsonNode volume, ArrayNode volumes, ArrayNode configs) {
        String target = volume.path("target").asText();
        switch (volume.path("type").asText()) {
            case "bind" -> bind(volume, target, volumes, configs);
            case "volume" -> {
                if (!volume.path("source").asText("").isEmpty()) {
                    named(volume);
                }
                volumes.add(without(volume, "bind"));
            }
            case "tmpfs" -> {
                if (volume.path("tmpfs").hasNonNull("mode")) {
                    mode(target, volume.path("tmpfs").path("mode").asInt());
                }
                volumes.add(memory(target, volume.path("tmpfs").path("size").asText("0")));
            }
            default ->
                findings.lost(
                        service,
                        "a mount of type " + volume.path("type").asText() + " at " + target,
                        "mount a volume, or a file of the bundle");
        }
    }

    private void named(JsonNode volume) {
        data = true;
        String name = volume.path("source").asText();
        if (placement.pin().isEmpty() && !placement.eachNode()) {
            findings.lost(
                    service,
                    "the volume " + name + ": without its data where the task is placed on another node",
                    "say with x-cfa: {pin: NAME} which node keeps it, and give that node the label cfa.NAME=true");
        } else if (placement.replicas() > 1) {
            findings.lost(
                    service,
                    "the volume " + name + " with replicas: " + placement.replicas() + ", which would write into one",
                    "remove replicas");
        }
    }

    private void bind(JsonNode volume, String target, ArrayNode volumes, ArrayNode configs) {
        String source = volume.path("source").asText();
        if (BundlePath.isOfHost(source)) {
            ObjectNode copy = without(volume, "volume");
            copy.remove("bind");
            volumes.add(copy);
        } else if (files.has(source) && !volume.path("read_only").asBoolean()) {
            findings.lost(
                    service,
                    source + " at " + target + " may be written, and what a swarm brings to its nodes cannot",
                    "mount it with :ro, or a volume");
        } else {
            files.mount(service, source, target, configs);
        }
    }

    /** The short form: {@code /tmp:size=64m,mode=1777}. */
    private void memory(String text, ArrayNode volumes) {
        String[] parts = text.split(":", 2);
        String size = "0";
        for (String option : parts.length == 2 ? parts[1].split(",") : new String[0]) {
            if (option.startsWith("size=")) {
                size = option.substring("size=".length());
            } else if (option.startsWith("mode=")) {
                mode(
                        parts[0],
                        Integer.parseInt(option.substring("mode=".length()).replaceAll("[^0-7]", "0"), 8));
            } else if (!option.equals("rw") && !option.equals("nosuid") && !option.equals("nodev")) {
                findings.lost(
                        service,
                        "the option " + option + " of tmpfs " + parts[0] + ", which a stack has no word for",
                        "remove it: size and mode=1777 stay");
            }
        }
        volumes.add(memory(parts[0], size));
    }

    /** The engine's own for such a volume. Source: moby, {@code daemon/oci_linux.go}. */
    private void mode(String target, int mode) {
        if (mode != 01777) {
            findings.lost(
                    service,
                    "mode " + Integer.toOctalString(mode) + " of tmpfs " + target + ", which a stack drops",
                    "write mode=1777, which a stack has too");
        }
    }

    private ObjectNode memory(String target, String size) {
        ObjectNode volume = JSON.createObjectNode().put("type", "tmpfs").put("target", target);
        Matcher matcher = SIZE.matcher(size.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            findings.lost(service, "size=" + size + " of tmpfs " + target, "write a size such as 64m");
            return volume;
        }
        int shift = "bkmg".indexOf(matcher.group(2).isEmpty() ? "b" : matcher.group(2)) * 10;
        long bytes = Long.parseLong(matcher.group(1)) << shift;
        if (bytes > 0) {
            volume.putObject("tmpfs").put("size", bytes);
        }
        return volume;
    }

    private static ObjectNode without(JsonNode volume, String key) {
        ObjectNode copy = volume.deepCopy();
        copy.remove(key);
        if (copy.path("volume").isEmpty()) {
            copy.remove("volume");
        }
        return copy;
    }
}
