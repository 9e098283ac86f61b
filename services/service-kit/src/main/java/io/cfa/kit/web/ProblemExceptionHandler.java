package io.cfa.kit.web;

import io.cfa.kit.DomainException;
import io.cfa.kit.Problem;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.MethodParameter;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Every error is a problem detail of RFC 9457: validation names the field, a missing database is a 503, and what is inside stays inside. */
@Configuration(proxyBeanMethods = false)
@Import({
    ProblemExceptionHandler.InControllers.class,
    ProblemExceptionHandler.OutsideOfThem.class,
    ProblemExceptionHandler.Complete.class
})
class ProblemExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemExceptionHandler.class);

    @RestControllerAdvice
    static class InControllers extends ResponseEntityExceptionHandler {

        @ExceptionHandler(DomainException.class)
        ResponseEntity<ProblemDetail> refused(DomainException refusal, HttpServletRequest request) {
            request.setAttribute(DomainException.REFUSED, refusal.type());
            if (refusal.isRecorded()) {
                request.setAttribute(DomainException.RECORDED, true);
            }
            ProblemDetail problem = Problem.of(refusal.status(), refusal.type(), refusal.getMessage());
            if (refusal.field() != null) {
                problem.setProperty("errors", List.of(new InvalidField(refusal.field(), refusal.getMessage())));
            }
            return ResponseEntity.status(refusal.status()).body(problem);
        }

        @Override
        protected ResponseEntity<Object> handleExceptionInternal(
                Exception failure, Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
            ResponseEntity<Object> answer = super.handleExceptionInternal(failure, body, headers, status, request);
            if (answer != null && answer.getBody() instanceof ProblemDetail problem) {
                InvalidField.named(failure).ifPresent(fields -> problem.setProperty("errors", fields));
            }
            return answer;
        }

        @ExceptionHandler({
            CannotCreateTransactionException.class,
            DataAccessResourceFailureException.class,
            TransactionSystemException.class,
            TransientDataAccessException.class
        })
        ResponseEntity<ProblemDetail> databaseIsAway(Exception failure) {
            LOG.warn("the database did not answer: {}", failure.toString());
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                    .header(HttpHeaders.RETRY_AFTER, "5")
                    .body(ProblemDetail.forStatusAndDetail(
                            HttpStatus.SERVICE_UNAVAILABLE, "The database does not answer."));
        }

        @ExceptionHandler(RuntimeException.class)
        ResponseEntity<ProblemDetail> ours(RuntimeException failure, HttpServletRequest request) {
            LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), failure);
            return ResponseEntity.internalServerError().body(ProblemDetail.forStatus(HttpStatus.INTERNAL_SERVER_ERROR));
        }

        /** Not ours to answer: Spring Security does, further out. */
        @ExceptionHandler(AccessDeniedException.class)
        void noRole(AccessDeniedException failure) {
            throw failure;
        }
    }

    /** What the servlet container itself has to say, such as a request that is none. */
    @Hidden
    @RestController
    static class OutsideOfThem implements ErrorController {

        @RequestMapping("/error")
        ResponseEntity<ProblemDetail> error(HttpServletRequest request) {
            Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
            ProblemDetail problem = ProblemDetail.forStatus(status instanceof Integer code ? code : 404);
            return ResponseEntity.of(problem).build();
        }
    }

    /** Whoever made it, it leaves with a type and the id of its request. */
    @RestControllerAdvice
    static class Complete implements ResponseBodyAdvice<Object> {

        @Override
        public boolean supports(MethodParameter answer, Class<? extends HttpMessageConverter<?>> converter) {
            return true;
        }

        @Override
        public Object beforeBodyWrite(
                Object body,
                MethodParameter answer,
                MediaType type,
                Class<? extends HttpMessageConverter<?>> converter,
                ServerHttpRequest request,
                ServerHttpResponse response) {
            return body instanceof ProblemDetail problem ? Problem.complete(problem) : body;
        }
    }
}
