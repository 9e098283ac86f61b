package io.cfa.kit.api;

import java.util.Collection;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/** Gives every single resource that is answered its entity tag, which a command may be made under with {@code If-Match}. */
@RestControllerAdvice
final class EntityTagAdvice implements ResponseBodyAdvice<Object> {

    private final EntityTags tags;

    EntityTagAdvice(EntityTags tags) {
        this.tags = tags;
    }

    @Override
    public boolean supports(MethodParameter answer, Class<? extends HttpMessageConverter<?>> converter) {
        return JacksonJsonHttpMessageConverter.class.isAssignableFrom(converter);
    }

    @Override
    public Object beforeBodyWrite(
            Object body,
            MethodParameter answer,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        boolean resource = body != null
                && !(body instanceof ProblemDetail)
                && !(body instanceof Collection)
                && request.getMethod() != HttpMethod.HEAD;
        boolean successful = !(response instanceof ServletServerHttpResponse servlet)
                || servlet.getServletResponse().getStatus() < 300;
        if (resource && successful && response.getHeaders().getETag() == null) {
            String tag = tags.of(body);
            response.getHeaders().set(HttpHeaders.ETAG, tag);
            if (request.getMethod() == HttpMethod.GET
                    && request.getHeaders().getIfNoneMatch().contains(tag)) {
                // with this status the server leaves the body out
                response.setStatusCode(HttpStatus.NOT_MODIFIED);
            }
        }
        return body;
    }
}
