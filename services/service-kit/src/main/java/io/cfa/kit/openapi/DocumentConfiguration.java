package io.cfa.kit.openapi;

import io.cfa.kit.page.PageRequest;
import io.cfa.kit.rule.Precondition;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** The API document of every service, and Swagger UI. */
@AutoConfiguration
@Import({ApiDocument.class, SwaggerPage.class})
public class DocumentConfiguration {

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(PageRequest.class, Precondition.class);
    }

    @Bean
    ProblemsOfOperations problemsOfOperations(Environment settings) {
        return new ProblemsOfOperations(settings.containsProperty("spring.datasource.url"));
    }

    @Bean
    OpenApiCompletion completeDocument() {
        return new OpenApiCompletion();
    }
}
