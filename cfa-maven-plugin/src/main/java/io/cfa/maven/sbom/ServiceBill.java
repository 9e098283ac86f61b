package io.cfa.maven.sbom;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The bill of materials of one service's image, as its push wrote it.
 *
 * @param service    its name
 * @param version    of its module
 * @param timestamp  of the image, in ISO form
 * @param components its jars, at least one
 */
public record ServiceBill(String service, String version, String timestamp, List<Component> components) {

    /** Below a module's directory of built things. */
    public static final String FILE = "cfa/sbom.json";

    private static final long LARGEST = 16 << 20;

    /**
     * Reads one.
     *
     * @param target the module's directory of built things
     * @throws BillException if there is none, or it is cut, of another service or another form
     */
    public static ServiceBill read(String service, Path target) {
        Path file = target.resolve(FILE);
        JsonNode bill = StrictJson.object(file, LARGEST, next(service));
        expect(file, service, "bomFormat", bill.path("bomFormat"), "CycloneDX");
        expect(file, service, "specVersion", bill.path("specVersion"), "1.6");
        JsonNode metadata = bill.path("metadata");
        expect(file, service, "metadata.component.name", metadata.at("/component/name"), service);
        List<Component> components = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (JsonNode component : bill.path("components")) {
            Component read = component(file, service, component);
            if (!seen.add(read.purl())) {
                throw new BillException(
                        file + " has " + read.purl() + " twice, expected each jar once. Next: " + next(service));
            }
            components.add(read);
        }
        if (components.isEmpty()) {
            throw new BillException(file + " names no jar, expected those of the image. Next: " + next(service));
        }
        return new ServiceBill(
                service,
                text(file, service, metadata.at("/component/version"), "metadata.component.version"),
                text(file, service, metadata.path("timestamp"), "metadata.timestamp"),
                List.copyOf(components));
    }

    private static Component component(Path file, String service, JsonNode json) {
        String purl = text(file, service, json.path("purl"), "purl of a component");
        String hash = "";
        for (JsonNode each : json.path("hashes")) {
            hash = each.path("alg").asText().equals("SHA-256")
                    ? each.path("content").asText()
                    : hash;
        }
        if (!hash.matches("[0-9a-f]{64}")) {
            throw new BillException(file + ": " + purl + " has no SHA-256, expected that of its bytes in the image."
                    + " Next: " + next(service));
        }
        Component component = new Component(
                text(file, service, json.path("group"), "group of " + purl),
                text(file, service, json.path("name"), "name of " + purl),
                text(file, service, json.path("version"), "version of " + purl),
                purl,
                hash);
        if (!purl.startsWith("pkg:maven/" + component.groupId() + "/" + component.artifactId() + "@")) {
            throw new BillException(file + ": " + purl + " is called " + component.coordinates()
                    + ", expected one name. Next: " + next(service));
        }
        return component;
    }

    private static void expect(Path file, String service, String field, JsonNode found, String expected) {
        if (!found.asText().equals(expected)) {
            throw new BillException(file + ": " + field + " is \"" + cut(found.asText()) + "\", expected \"" + expected
                    + "\". Next: " + next(service));
        }
    }

    private static String text(Path file, String service, JsonNode found, String field) {
        String text = found.isTextual() ? found.asText() : "";
        if (text.isBlank() || text.length() > 1000 || text.chars().anyMatch(Character::isISOControl)) {
            throw new BillException(
                    file + ": no " + cut(field) + ", or it is no text of a line. Next: " + next(service));
        }
        return text;
    }

    private static String cut(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() > 200 ? line.substring(0, 200) + "…" : line;
    }

    private static String next(String service) {
        return "make the image of " + service
                + " again (cfa:image or cfa:push, in a build of its module), which writes it";
    }
}
