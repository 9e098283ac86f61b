package io.cfa.kit.json;

import io.cfa.kit.api.ApiVersion;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** An operation that takes a body and names no media type takes JSON; any other type is answered with 415. */
final class JsonUnlessNamedMapping extends RequestMappingHandlerMapping {

    @Override
    protected RequestMappingInfo getMappingForMethod(Method method, Class<?> controller) {
        RequestMappingInfo mapping = super.getMappingForMethod(method, controller);
        return mapping != null && mapping.getConsumesCondition().isEmpty() && takesABody(method)
                ? mapping.mutate()
                        .consumes(MediaType.APPLICATION_JSON_VALUE, ApiVersion.MEDIA_TYPE)
                        .options(getBuilderConfiguration())
                        .build()
                : mapping;
    }

    private static boolean takesABody(Method method) {
        return Arrays.stream(method.getParameters())
                .anyMatch(parameter -> parameter.isAnnotationPresent(RequestBody.class));
    }
}
