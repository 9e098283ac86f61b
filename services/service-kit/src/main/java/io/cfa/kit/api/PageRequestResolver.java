package io.cfa.kit.api;

import io.cfa.kit.DomainException;
import io.cfa.kit.page.PageRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Reads a {@link PageRequest} from the parameters of a request. A list that is asked with a parameter that it does not have is not answered: a
 * misspelt filter would show everything, and a number of a page the first one for ever.
 */
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
        refuseUnknown(parameter, request.getParameterMap());
        String limit = request.getParameter("limit");
        return new PageRequest(
                limit == null ? PageRequest.USUAL : number(limit),
                Optional.ofNullable(request.getParameter("cursor")),
                sort(parameter, request.getParameter("sort")));
    }

    private static void refuseUnknown(MethodParameter parameter, Map<String, String[]> given) {
        TreeSet<String> known = new TreeSet<>(List.of("limit", "cursor", "sort"));
        for (java.lang.reflect.Parameter other : parameter.getExecutable().getParameters()) {
            if (other.isAnnotationPresent(RequestParam.class)) {
                known.add(other.getName());
            }
        }
        given.forEach((name, values) -> {
            if (!known.contains(name) || values.length > 1) {
                throw refused("The list takes each of these parameters once, and no other: %s."
                        .formatted(String.join(", ", known)));
            }
            if (values[0].isEmpty()) {
                throw refused("The parameter %s is empty; left out, it asks for all.".formatted(name));
            }
        });
    }

    private static String sort(MethodParameter parameter, String asked) {
        SortedBy sorted = parameter.getParameterAnnotation(SortedBy.class);
        String[] fields = sorted == null ? new String[] {"-createdAt"} : sorted.value();
        if (asked == null) {
            return fields[0];
        }
        List<String> names =
                Arrays.stream(fields).map(field -> field.replaceFirst("^-", "")).toList();
        if (!names.contains(asked.replaceFirst("^-", ""))) {
            throw refused("The parameter sort is one of these, with a minus in front for the other way: %s."
                    .formatted(String.join(", ", names)));
        }
        return asked;
    }

    private static int number(String limit) {
        if (!limit.matches("[1-9][0-9]{0,2}")) {
            throw refused("The parameter limit is a number from 1 to " + PageRequest.MOST + ".");
        }
        return Integer.parseInt(limit);
    }

    private static DomainException refused(String detail) {
        return new DomainException(HttpStatus.BAD_REQUEST, "validation", detail);
    }
}
