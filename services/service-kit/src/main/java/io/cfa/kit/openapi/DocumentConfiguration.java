package io.cfa.kit.openapi;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Import;

/** The API document of every service, and Swagger UI. */
@AutoConfiguration
@Import({ApiDocument.class, SwaggerPage.class})
public class DocumentConfiguration {}
