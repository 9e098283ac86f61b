package io.cfa.maven.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cfa.maven.model.Digest;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which jars an image is made of, in the form of CycloneDX, as {@value #FILE} beside {@value PushedImage#FILE} says it.
 *
 * <p>From what was resolved and hashed for the layers anyway, so that it costs nothing; the same bytes for the same image.
 */
final class BillOfMaterials {

    static final String FILE = "cfa/sbom.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ImagePlan plan;
    private final LayerStore layers;

    BillOfMaterials(ImagePlan plan, LayerStore layers) {
        this.plan = plan;
        this.layers = layers;
    }

    void write(Path target) {
        Path file = target.resolve(FILE);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document()) + "\n");
        } catch (IOException e) {
            throw new ImageException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private Map<String, Object> document() throws IOException {
        List<Map<String, Object>> components = new ArrayList<>();
        for (Jar jar : plan.jars()) {
            components.add(component(jar));
        }
        Map<String, Object> service = new LinkedHashMap<>();
        service.put("type", "application");
        service.put("name", plan.service());
        service.put("version", plan.labels().get(ImagePlanner.LABEL + "version"));
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("timestamp", plan.created().toString());
        metadata.put("component", service);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("bomFormat", "CycloneDX");
        document.put("specVersion", "1.6");
        document.put("version", 1);
        document.put("metadata", metadata);
        document.put("components", components);
        return document;
    }

    private Map<String, Object> component(Jar jar) throws IOException {
        Map<String, Object> component = new LinkedHashMap<>();
        component.put("type", "library");
        component.put("bom-ref", purl(jar));
        component.put("group", jar.groupId());
        component.put("name", jar.artifactId());
        component.put("version", jar.version());
        // a module of the reactor is packed anew for the image, and may be a directory here
        if (!plan.isOfReactor(jar)) {
            Digest digest = layers.digest(jar.file());
            component.put("hashes", List.of(Map.of("alg", "SHA-256", "content", LayerStore.hex(digest))));
        }
        component.put("purl", purl(jar));
        return component;
    }

    private static String purl(Jar jar) {
        return "pkg:maven/" + jar.groupId() + "/" + jar.artifactId() + "@"
                + URLEncoder.encode(jar.version(), StandardCharsets.UTF_8) + "?"
                + (jar.classifier().isEmpty() ? "" : "classifier=" + jar.classifier() + "&") + "type=jar";
    }
}
