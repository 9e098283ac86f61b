package io.cfa.maven.host.schema;

import io.cfa.maven.schema.RequiredSchema;
import io.cfa.maven.schema.SchemaComparison;
import java.util.Optional;

/**
 * A service whose image needs a schema.
 *
 * @param service    its name
 * @param needs      what the image says; absent where its label cannot be read
 * @param comparison with its database; absent where that could not be asked
 * @param problem    why it is absent; empty where it is not
 */
public record ServiceSchema(
        String service, Optional<RequiredSchema> needs, Optional<SchemaComparison> comparison, String problem) {}
