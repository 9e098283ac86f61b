package io.cfa.maven.image;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cfa.maven.image.cache.JsonFile;
import io.cfa.maven.image.layer.LayerStore;
import io.cfa.maven.image.plan.ImagePlan;
import io.cfa.maven.image.plan.ImagePlanner;
import io.cfa.maven.image.plan.Jar;
import io.cfa.maven.model.Sha256;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * Which jars an image is made of, in the form of CycloneDX, as {@value #FILE} beside {@value PushedImage#FILE} says it.
 *
 * <p>From what was resolved and hashed for the layers anyway, so that it costs nothing; the same bytes for the same image.
 */
final class BillOfMaterials {

    static final String FILE = "cfa/sbom.json";

    private final ImagePlan plan;
    private final LayerStore layers;

    BillOfMaterials(ImagePlan plan, LayerStore layers) {
        this.plan = plan;
        this.layers = layers;
    }

    void write(Path target) {
        JsonFile.write(target.resolve(FILE), this::write);
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("bomFormat", "CycloneDX");
        json.writeStringField("specVersion", "1.6");
        json.writeNumberField("version", 1);
        json.writeObjectFieldStart("metadata");
        json.writeStringField("timestamp", plan.start().created().toString());
        json.writeObjectFieldStart("component");
        json.writeStringField("type", "application");
        json.writeStringField("name", plan.service());
        json.writeStringField("version", plan.start().labels().get(ImagePlanner.LABEL + "version"));
        json.writeEndObject();
        json.writeEndObject();
        json.writeArrayFieldStart("components");
        for (Map.Entry<String, Jar> jar : plan.contents().jars().entrySet()) {
            write(json, jar.getKey(), jar.getValue());
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(JsonGenerator json, String path, Jar jar) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "library");
        json.writeStringField("bom-ref", purl(jar));
        json.writeStringField("group", jar.groupId());
        json.writeStringField("name", jar.artifactId());
        json.writeStringField("version", jar.version());
        json.writeArrayFieldStart("hashes");
        json.writeStartObject();
        json.writeStringField("alg", "SHA-256");
        // of the bytes in the image, for which a module of the reactor is packed anew
        json.writeStringField("content", Sha256.hex(layers.digest(plan.content(path))));
        json.writeEndObject();
        json.writeEndArray();
        json.writeStringField("purl", purl(jar));
        json.writeEndObject();
    }

    private static String purl(Jar jar) {
        return "pkg:maven/" + jar.groupId() + "/" + jar.artifactId() + "@"
                + URLEncoder.encode(jar.version(), StandardCharsets.UTF_8) + "?"
                + (jar.classifier().isEmpty() ? "" : "classifier=" + jar.classifier() + "&") + "type=jar";
    }
}
