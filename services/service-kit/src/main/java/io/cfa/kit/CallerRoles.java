package io.cfa.kit;

import java.util.List;
import org.springframework.security.core.Authentication;

/** What a rule of a domain asks about whoever calls. */
public final class CallerRoles {

    private CallerRoles() {}

    /** Whether the caller's login is this one, by the {@code sub} of its token. */
    public static boolean is(Authentication caller, String subject) {
        return caller.getName().equals(subject);
    }

    /** Whether the caller has one of these roles of the realm. */
    public static boolean hasRole(Authentication caller, String... roles) {
        return caller.getAuthorities().stream().anyMatch(authority -> List.of(roles).stream()
                .anyMatch(role -> ("ROLE_" + role).equals(authority.getAuthority())));
    }
}
