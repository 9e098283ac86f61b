package io.cfa.kit.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Says of an operation with {@link Sunset} since when and until when, in every answer. */
final class SunsetInterceptor implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        Sunset sunset = handler instanceof HandlerMethod method ? method.getMethodAnnotation(Sunset.class) : null;
        if (sunset != null) {
            response.setHeader(
                    "Deprecation", "@" + midnight(sunset.deprecated()).toEpochSecond());
            response.setHeader("Sunset", DateTimeFormatter.RFC_1123_DATE_TIME.format(midnight(sunset.gone())));
            if (!sunset.instead().isEmpty()) {
                response.setHeader(HttpHeaders.LINK, "<" + sunset.instead() + ">; rel=\"successor-version\"");
            }
        }
        return true;
    }

    private static ZonedDateTime midnight(String day) {
        return LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC);
    }
}
