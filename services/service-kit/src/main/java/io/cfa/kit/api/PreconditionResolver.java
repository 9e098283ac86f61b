package io.cfa.kit.api;

import io.cfa.kit.rule.Precondition;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Reads a {@link Precondition} from the header {@code If-Match}. */
final class PreconditionResolver implements HandlerMethodArgumentResolver {

    private final EntityTags tags;

    PreconditionResolver(EntityTags tags) {
        this.tags = tags;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Precondition.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            ModelAndViewContainer model,
            NativeWebRequest request,
            WebDataBinderFactory binders) {
        String[] values = request.getHeaderValues(HttpHeaders.IF_MATCH);
        if (values == null || values.length == 0) {
            return Precondition.NONE;
        }
        // a list may come in several fields
        String ifMatch = String.join(",", values);
        return (Precondition) current -> tags.require(ifMatch, current);
    }
}
