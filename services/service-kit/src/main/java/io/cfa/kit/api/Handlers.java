package io.cfa.kit.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/** Finds the method of a controller that a request is for, before the dispatcher does. */
public record Handlers(ObjectProvider<RequestMappingHandlerMapping> mapping) {

    /** Each filter asks, and a request stays what it is. */
    private static final String FOUND = Handlers.class.getName();

    /** That method, where there is one. */
    public Optional<HandlerMethod> of(HttpServletRequest request) {
        if (request.getAttribute(FOUND) instanceof Optional<?> found) {
            return found.map(HandlerMethod.class::cast);
        }
        Optional<HandlerMethod> handler = find(request);
        request.setAttribute(FOUND, handler);
        return handler;
    }

    private Optional<HandlerMethod> find(HttpServletRequest request) {
        ServletRequestPathUtils.parseAndCache(request);
        try {
            HandlerExecutionChain chain = mapping.getObject().getHandler(request);
            return chain != null && chain.getHandler() instanceof HandlerMethod handler
                    ? Optional.of(handler)
                    : Optional.empty();
        } catch (Exception e) {
            // another method or another content type is wanted there, which the dispatcher will say
            return Optional.empty();
        }
    }
}
