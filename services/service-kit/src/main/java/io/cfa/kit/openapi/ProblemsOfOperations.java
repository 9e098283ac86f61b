package io.cfa.kit.openapi;

import io.cfa.kit.api.SortedBy;
import io.cfa.kit.api.Sunset;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.rule.Precondition;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;

/** Adds to every operation the problems that the kit answers it with, and the idempotency key of a command; what it says itself stands. */
final class ProblemsOfOperations implements GlobalOperationCustomizer {

    private final boolean keysAreKept;

    ProblemsOfOperations(boolean keysAreKept) {
        this.keysAreKept = keysAreKept;
    }

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        RequestMethod method = methodOf(handler);
        boolean command = method != RequestMethod.GET;
        if (command && keysAreKept) {
            operation.addParametersItem(CommandParameters.key(method == RequestMethod.POST));
        }
        for (MethodParameter parameter : handler.getMethodParameters()) {
            if (parameter.getParameterType() == PageRequest.class) {
                PageParameters.addTo(operation, parameter.getParameterAnnotation(SortedBy.class));
            } else if (parameter.getParameterType() == Precondition.class) {
                operation.addParametersItem(CommandParameters.ifMatch());
            }
        }
        if (method == RequestMethod.PUT && handler.getReturnType().getParameterType() == ResponseEntity.class) {
            CommandParameters.addCreated(operation.getResponses());
        }
        List<Parameter> parameters = operation.getParameters() == null ? List.of() : operation.getParameters();
        if (handler.hasMethodAnnotation(Sunset.class)) {
            operation.setDeprecated(true);
        }
        if (takesIfMatch(parameters)) {
            operation.getResponses().addApiResponse("412", ProblemSchema.reference("412"));
        }
        boolean body = operation.getRequestBody() != null;
        ApiResponses responses = operation.getResponses();
        Set<String> problems = new TreeSet<>(Set.of("401", "403", "500", "503"));
        if (body || !parameters.isEmpty()) {
            problems.add("400");
        }
        if (parameters.stream().anyMatch(parameter -> "path".equals(parameter.getIn()))) {
            problems.add("404");
        }
        if (body) {
            problems.add("408");
            problems.add("413");
            problems.add("415");
        }
        if (command) {
            problems.add("409");
            problems.add("422");
        }
        problems.forEach(status -> {
            ApiResponse own = responses.get(status);
            if (own == null) {
                responses.addApiResponse(status, ProblemSchema.reference(status));
            } else if (own.getContent() == null && own.get$ref() == null) {
                own.setContent(ProblemSchema.content(status));
            }
        });
        return operation;
    }

    private static boolean takesIfMatch(List<Parameter> parameters) {
        return parameters.stream().anyMatch(parameter -> "If-Match".equals(parameter.getName()));
    }

    private static RequestMethod methodOf(HandlerMethod handler) {
        RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), RequestMapping.class);
        return mapping == null || mapping.method().length == 0 ? RequestMethod.GET : mapping.method()[0];
    }
}
