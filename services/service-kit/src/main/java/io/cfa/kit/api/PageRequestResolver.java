package io.cfa.kit.api;

import io.cfa.kit.DomainException;
import java.util.Optional;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Reads a {@link PageRequest} from the parameters of a request. */
final class PageRequestResolver implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == PageRequest.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            ModelAndViewContainer model,
            NativeWebRequest request,
            WebDataBinderFactory binders) {
        String limit = request.getParameter("limit");
        String cursor = request.getParameter("cursor");
        return new PageRequest(
                limit == null ? PageRequest.USUAL : number(limit),
                Optional.ofNullable(cursor).map(Cursor::parse));
    }

    private static int number(String limit) {
        if (!limit.matches("[1-9][0-9]{0,2}")) {
            throw new DomainException(
                    HttpStatus.BAD_REQUEST,
                    "validation",
                    "The parameter limit is a number from 1 to " + PageRequest.MOST + ".");
        }
        return Integer.parseInt(limit);
    }
}
