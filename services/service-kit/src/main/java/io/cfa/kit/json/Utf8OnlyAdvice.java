package io.cfa.kit.json;

import io.cfa.kit.DomainException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.lang.reflect.Type;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * JSON is UTF-8 (RFC 8259, 8.1). Its reader guesses UTF-16 and UTF-32 by the first bytes, and reads whatever a parameter names: whoever looks at requests
 * before us would read another text than we do.
 */
@ControllerAdvice
final class Utf8OnlyAdvice extends RequestBodyAdviceAdapter {

    private static final int BYTES_THAT_TELL = 4;

    @Override
    public boolean supports(MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
        return JacksonJsonHttpMessageConverter.class.isAssignableFrom(converter);
    }

    @Override
    public HttpInputMessage beforeBodyRead(
            HttpInputMessage message,
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converter)
            throws IOException {
        MediaType content = message.getHeaders().getContentType();
        Charset charset = content == null ? null : content.getCharset();
        if (charset != null && !charset.equals(StandardCharsets.UTF_8)) {
            throw new DomainException(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", "JSON is UTF-8.");
        }
        PushbackInputStream body = new PushbackInputStream(message.getBody(), BYTES_THAT_TELL);
        byte[] first = body.readNBytes(BYTES_THAT_TELL);
        for (byte one : first) {
            // the first two of any JSON text are ASCII, so that anything wider has a zero here, or a mark of FE and FF
            if (one == 0 || one == (byte) 0xFE || one == (byte) 0xFF) {
                throw new DomainException(HttpStatus.BAD_REQUEST, "validation", "JSON is UTF-8.");
            }
        }
        body.unread(first);
        return new Looked(message.getHeaders(), body);
    }

    private record Looked(HttpHeaders headers, InputStream body) implements HttpInputMessage {

        @Override
        public InputStream getBody() {
            return body;
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }
    }
}
