package io.cfa.kit.json;

import io.cfa.kit.api.ApiVersion;
import java.time.Instant;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.converter.ByteArrayHttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.ResourceHttpMessageConverter;
import org.springframework.http.converter.StringHttpMessageConverter;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.module.SimpleModule;

/** Reads JSON to the letter, and nothing that merely looks like it. */
@AutoConfiguration(before = {JacksonAutoConfiguration.class, WebMvcAutoConfiguration.class})
public class JsonConfiguration {

    /**
     * No fraction becomes a whole number, no text a number, no number a text, a time or a constant, and none of two equal keys wins. What is not known is
     * passed over: whoever calls may be a release ahead.
     */
    @Bean
    JsonMapperBuilderCustomizer toTheLetter() {
        return builder -> builder.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .addModule(new SimpleModule("text")
                        .addDeserializer(String.class, new TextDeserializer())
                        .addDeserializer(Instant.class, new InstantTextDeserializer()));
    }

    /**
     * YAML, of which some library of the document's brings a reader, has numbers of its own: {@code 0100} is 64 there. And JSON by another name is
     * another version of the API, which there is not.
     */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    ServerHttpMessageConvertersCustomizer jsonTextAndBytes() {
        return converters -> converters.configureMessageConvertersList(list -> {
            list.removeIf(converter -> !isOurs(converter));
            for (HttpMessageConverter<?> converter : list) {
                if (converter instanceof JacksonJsonHttpMessageConverter json) {
                    json.setSupportedMediaTypes(List.of(
                            MediaType.APPLICATION_JSON,
                            MediaType.valueOf(ApiVersion.MEDIA_TYPE),
                            MediaType.APPLICATION_PROBLEM_JSON,
                            // of the health
                            MediaType.valueOf(org.springframework.boot.actuate.endpoint.ApiVersion.V3
                                    .getProducedMimeType()
                                    .toString())));
                }
            }
        });
    }

    private static boolean isOurs(HttpMessageConverter<?> converter) {
        return converter instanceof JacksonJsonHttpMessageConverter
                || converter instanceof StringHttpMessageConverter
                || converter instanceof ByteArrayHttpMessageConverter
                || converter instanceof ResourceHttpMessageConverter;
    }

    @Bean
    Utf8OnlyAdvice utf8Only() {
        return new Utf8OnlyAdvice();
    }

    @Bean
    WebMvcRegistrations operationsNameTheirMediaTypes() {
        return new WebMvcRegistrations() {
            @Override
            public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
                return new JsonUnlessNamedMapping();
            }
        };
    }
}
