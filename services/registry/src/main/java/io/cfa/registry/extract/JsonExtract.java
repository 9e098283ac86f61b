package io.cfa.registry.extract;

import io.cfa.registry.asset.Asset;
import io.cfa.registry.asset.Holding;
import io.cfa.registry.chain.Moments;
import io.cfa.registry.restriction.Restriction;
import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** An extract as JSON, in the form of {@link Extract}: its fields in one order and no blank, so that the same content is the same bytes. */
final class JsonExtract implements ExtractSink {

    private final JsonGenerator json;
    private String open;

    JsonExtract(JsonMapper mapper, OutputStream out) {
        this.json = mapper.createGenerator(out);
    }

    @Override
    public void begin(ExtractSubject subject, Moments.Position position) {
        json.writeStartObject();
        json.writeStringProperty("kind", subject.word());
        json.writeStringProperty("subject", subject.id());
        json.writeStringProperty("at", position.at().toString());
        json.writeNumberProperty("entries", position.entries());
        json.writeStringProperty("head", position.hash());
        open("assets");
    }

    @Override
    public void asset(Asset asset) {
        json.writeStartObject();
        json.writeStringProperty("id", asset.id().toString());
        json.writeStringProperty("name", asset.name());
        json.writeStringProperty("issuer", asset.issuer());
        json.writeNumberProperty("units", asset.units());
        json.writeEndObject();
    }

    @Override
    public void holding(Holding holding) {
        open("holdings");
        json.writeStartObject();
        json.writeStringProperty("asset", holding.asset().toString());
        json.writeStringProperty("holder", holding.holder());
        json.writeNumberProperty("units", holding.units());
        json.writeEndObject();
    }

    @Override
    public void restriction(Restriction restriction) {
        open("holdings");
        open("restrictions");
        json.writeStartObject();
        json.writeStringProperty("id", restriction.id().toString());
        json.writeStringProperty("asset", restriction.asset().toString());
        if (restriction.holder() != null) {
            json.writeStringProperty("holder", restriction.holder());
        }
        json.writeStringProperty("kind", restriction.kind().name());
        if (restriction.units() != null) {
            json.writeNumberProperty("units", restriction.units());
        }
        json.writeEndObject();
    }

    @Override
    public void end(Seal seal) {
        open("holdings");
        open("restrictions");
        json.writeEndArray();
        json.writeStringProperty("digest", seal.digest());
        json.writeStringProperty("publicKey", seal.publicKey());
        json.writeStringProperty("signature", seal.signature());
        json.writeEndObject();
        json.close();
    }

    /** Begins the next list, where it is not the one that is written now, or was before. */
    private void open(String list) {
        if (list.equals(open) || "restrictions".equals(open)) {
            return;
        }
        if (open != null) {
            json.writeEndArray();
        }
        json.writeArrayPropertyStart(list);
        open = list;
    }
}
