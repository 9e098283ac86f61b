package io.cfa.kit;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Import;

/** Everything that a service gets by depending on the kit. */
@AutoConfiguration
@Import({AccessRules.class, SwaggerPage.class, Migrations.class, EventPublishing.class})
public class KitConfiguration {}
