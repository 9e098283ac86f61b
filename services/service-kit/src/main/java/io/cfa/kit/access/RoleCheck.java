package io.cfa.kit.access;

import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.method.HandlerMethod;

/** Whether a caller has one of the roles that a method of a controller, or its class, wants. */
public final class RoleCheck {

    private RoleCheck() {}

    /**
     * Lets pass who may call.
     *
     * @throws AccessDeniedException which Spring Security answers, if none of the roles is the caller's
     */
    public static void of(HttpServletRequest request, HandlerMethod method) {
        RolesAllowed allowed = rolesOf(method);
        if (allowed != null && Arrays.stream(allowed.value()).noneMatch(request::isUserInRole)) {
            throw new AccessDeniedException("none of the roles " + String.join(", ", allowed.value()));
        }
    }

    private static RolesAllowed rolesOf(HandlerMethod method) {
        RolesAllowed own = AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), RolesAllowed.class);
        return own != null ? own : AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), RolesAllowed.class);
    }
}
