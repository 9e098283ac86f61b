package io.cfa.kit.web;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.BindException;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/**
 * A field of a request that is not as it must be.
 *
 * @param field   its name, with dots where it lies deeper
 * @param message what is wrong with it
 */
record InvalidField(String field, String message) {

    /** The fields that a failure tells of, where it tells of any. */
    static Optional<List<InvalidField>> named(Exception failure) {
        List<InvalidField> fields = List.of();
        if (failure instanceof BindException invalid) {
            fields = invalid.getFieldErrors().stream().map(InvalidField::of).toList();
        } else if (failure instanceof HandlerMethodValidationException invalid) {
            fields = invalid.getParameterValidationResults().stream()
                    .map(InvalidField::of)
                    .toList();
        } else if (failure instanceof MethodArgumentTypeMismatchException mismatch) {
            fields = List.of(new InvalidField(mismatch.getName(), "has another form"));
        } else if (failure instanceof MissingServletRequestParameterException missing) {
            fields = List.of(new InvalidField(missing.getParameterName(), "is missing"));
        } else if (failure instanceof HttpMessageNotReadableException unreadable
                && unreadable.getCause() instanceof JacksonException json) {
            fields = of(json);
        }
        return Optional.of(fields).filter(named -> !named.isEmpty());
    }

    private static InvalidField of(FieldError error) {
        return new InvalidField(error.getField(), error.getDefaultMessage());
    }

    private static InvalidField of(ParameterValidationResult result) {
        return new InvalidField(
                result.getMethodParameter().getParameterName(),
                result.getResolvableErrors().get(0).getDefaultMessage());
    }

    private static List<InvalidField> of(JacksonException failure) {
        String path = failure.getPath().stream()
                .map(step -> step.getPropertyName() == null ? "[" + step.getIndex() + "]" : step.getPropertyName())
                .collect(Collectors.joining("."));
        if (path.isEmpty() && failure.processor() instanceof JsonParser json) {
            // of what is no JSON, such as 0100 or a second key of one name: where the reader stood
            path = json.streamReadContext()
                    .pathAsPointer()
                    .toString()
                    .replaceFirst("^/", "")
                    .replace('/', '.');
        }
        return path.isEmpty() ? List.of() : List.of(new InvalidField(path, messageOf(failure)));
    }

    /** Ours are for callers; others tell of classes. */
    private static String messageOf(JacksonException failure) {
        String message = failure.getOriginalMessage();
        return message != null && message.startsWith("must not ") ? message : "has another form";
    }
}
