package io.cfa.maven.sbom;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * The bill of a release as CycloneDX 1.6; the same bytes for the same release, as nothing in it depends on when or where it is written.
 *
 * <p>Source: cyclonedx.org, "JSON Reference" 1.6; GitLab's property taxonomy, without whose properties its dependency scanning passes over a document.
 *
 * @param bill of what
 */
public record ReleaseDocument(ReleaseBill bill) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Writes the file.
     *
     * @throws BillException if that fails
     */
    public void write(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, bytes());
        } catch (IOException e) {
            throw new BillException(file + " cannot be written: " + e.getMessage()
                    + ". Next: see the free disk space and the permissions there");
        }
    }

    byte[] bytes() {
        ObjectNode document = JSON.createObjectNode();
        document.put("bomFormat", "CycloneDX").put("specVersion", "1.6");
        ObjectNode body = JSON.createObjectNode();
        body.put("version", 1);
        metadata(body.putObject("metadata"));
        ArrayNode components = body.putArray("components");
        bill.services().forEach(service -> service(components.addObject(), service));
        bill.components().forEach((component, services) -> {
            ObjectNode json = components.addObject();
            library(json, component);
            ArrayNode properties = json.putArray("properties");
            services.forEach(
                    service -> properties.addObject().put("name", "cfa:service").put("value", service));
        });
        dependencies(body.putArray("dependencies"));
        document.put("serialNumber", "urn:uuid:" + UUID.nameUUIDFromBytes(text(body)));
        document.setAll(body);
        return text(document);
    }

    private void metadata(ObjectNode metadata) {
        metadata.put("timestamp", bill.timestamp());
        metadata.putObject("component")
                .put("type", "application")
                .put("bom-ref", reference())
                .put("name", bill.name())
                .put("version", bill.version());
        ArrayNode properties = metadata.putArray("properties");
        property(properties, "gitlab:meta:schema_version", "1");
        property(properties, "gitlab:dependency_scanning:input_file:path", "pom.xml");
        property(properties, "gitlab:dependency_scanning:package_manager:name", "maven");
        property(properties, "gitlab:dependency_scanning:language:name", "Java");
    }

    private static void property(ArrayNode properties, String name, String value) {
        properties.addObject().put("name", name).put("value", value);
    }

    private String reference() {
        return bill.name() + "@" + bill.version();
    }

    private static String reference(ServiceBill service) {
        return "service:" + service.service();
    }

    private static void service(ObjectNode json, ServiceBill service) {
        json.put("type", "application")
                .put("bom-ref", reference(service))
                .put("name", service.service())
                .put("version", service.version());
    }

    private void library(ObjectNode json, Component component) {
        json.put("type", "library")
                .put("bom-ref", component.purl())
                .put("group", component.groupId())
                .put("name", component.artifactId())
                .put("version", component.version());
        json.putArray("hashes").addObject().put("alg", "SHA-256").put("content", component.sha256());
        List<Licence> licences = bill.licences(component);
        if (!licences.isEmpty()) {
            licences(json.putArray("licenses"), licences);
        }
        json.put("purl", component.purl());
    }

    /** One expression where there is a choice of what SPDX knows; else each by itself. */
    private static void licences(ArrayNode json, List<Licence> licences) {
        boolean known = licences.stream().noneMatch(licence -> licence.ids().isEmpty());
        if (known && (licences.size() > 1 || licences.get(0).ids().size() > 1)) {
            json.addObject()
                    .put(
                            "expression",
                            String.join(
                                    " OR ",
                                    licences.stream()
                                            .map(licence -> licence.ids().size() > 1 && licences.size() > 1
                                                    ? "(" + licence + ")"
                                                    : licence.toString())
                                            .distinct()
                                            .toList()));
            return;
        }
        for (Licence licence : licences) {
            ObjectNode each = json.addObject().putObject("license");
            licence.id().ifPresentOrElse(id -> each.put("id", id), () -> each.put("name", licence.name()));
        }
    }

    private void dependencies(ArrayNode json) {
        ArrayNode services = json.addObject().put("ref", reference()).putArray("dependsOn");
        bill.services().forEach(service -> services.add(reference(service)));
        for (ServiceBill service : bill.services()) {
            ArrayNode jars = json.addObject().put("ref", reference(service)).putArray("dependsOn");
            service.components().stream().sorted().forEach(component -> jars.add(component.purl()));
        }
    }

    private static byte[] text(ObjectNode json) {
        try {
            // not the platform's line ends: the same bytes everywhere
            return (JSON.writerWithDefaultPrettyPrinter()
                                    .writeValueAsString(json)
                                    .replace("\r\n", "\n") + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }
}
