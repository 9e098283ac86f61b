package io.cfa.kit.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtValidationException;

class CachingJwtDecoderTest {

    private Instant now = Instant.parse("2026-11-24T12:00:00Z");
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };
    private final List<String> checked = new ArrayList<>();
    private final CachingJwtDecoder tokens = tokens();

    private CachingJwtDecoder tokens() {
        JwtTimestampValidator expiry = new JwtTimestampValidator(Duration.ZERO);
        expiry.setClock(clock);
        return new CachingJwtDecoder(this::checkSignature, expiry, clock);
    }

    @Test
    void aSignatureIsCheckedOnceAMinute() {
        assertThat(tokens.decode("good").getSubject()).isEqualTo("anna");
        now = now.plusSeconds(60);
        assertThat(tokens.decode("good").getSubject()).isEqualTo("anna");
        assertThat(checked).containsExactly("good");

        now = now.plusSeconds(1);
        tokens.decode("good");
        assertThat(checked).containsExactly("good", "good");
    }

    @Test
    void aTokenThatExpiresIsRefusedThoughItsSignatureIsRemembered() {
        tokens.decode("good until 12:00:30");
        now = now.plusSeconds(29);
        tokens.decode("good until 12:00:30");
        now = now.plusSeconds(2);
        assertThatThrownBy(() -> tokens.decode("good until 12:00:30")).isInstanceOf(JwtValidationException.class);
        assertThat(checked).hasSize(1);
    }

    @Test
    void aForgedTokenIsRefusedEachTimeAndDoesNotStandForAnother() {
        tokens.decode("good");
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> tokens.decode("forged")).isInstanceOf(BadJwtException.class);
        }
        assertThat(checked).containsExactly("good", "forged", "forged");
    }

    private Jwt checkSignature(String token) {
        checked.add(token);
        if (token.equals("forged")) {
            throw new BadJwtException("signature");
        }
        Instant issued = Instant.parse("2026-11-24T11:59:00Z");
        return Jwt.withTokenValue(token)
                .header("alg", "RS256")
                .subject("anna")
                .issuedAt(issued)
                .expiresAt(issued.plusSeconds(token.endsWith("12:00:30") ? 90 : 3600))
                .build();
    }
}
