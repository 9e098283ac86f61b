package io.cfa.maven.rollout.rehearsal;

import io.cfa.maven.docker.Container;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Service;
import io.cfa.maven.schema.RequiredSchema;
import io.cfa.maven.schema.SchemaTransition;
import io.cfa.maven.schema.sql.SchemaEffect;

/**
 * What a release changes of the schema of a service that runs.
 *
 * @param service    the service
 * @param running    what runs of it
 * @param image      the manifest digest that it shall run
 * @param after      the schema which that needs
 * @param transition from what runs
 */
public record ServiceMigration(
        Service service, Container running, Digest image, RequiredSchema after, SchemaTransition transition) {

    /** Whether what runs may be refused what it writes, which no read shows. */
    boolean narrows() {
        return transition.effect() == SchemaEffect.NARROWS
                || !transition.unlike().isEmpty();
    }
}
