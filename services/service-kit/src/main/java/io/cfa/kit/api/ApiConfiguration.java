package io.cfa.kit.api;

import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** What every API has. */
@AutoConfiguration
@Import({EntityTagAdvice.class, ParameterEditors.class})
public class ApiConfiguration implements WebMvcConfigurer {

    private final ObjectProvider<JsonMapper> json;

    ApiConfiguration(ObjectProvider<JsonMapper> json) {
        this.json = json;
    }

    @Bean
    static EntityTags entityTags(JsonMapper json) {
        return new EntityTags(json);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new PageRequestResolver());
        resolvers.add(new PreconditionResolver(new EntityTags(json.getObject())));
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new SunsetInterceptor());
    }
}
