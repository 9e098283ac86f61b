package io.cfa.kit;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Every error is a problem detail of RFC 9457: validation names the field, a missing database is a 503, and what is inside stays inside. */
@Configuration(proxyBeanMethods = false)
@Import({Problems.InControllers.class, Problems.OutsideOfThem.class})
class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    record InvalidField(String field, String message) {}

    @RestControllerAdvice
    static class InControllers extends ResponseEntityExceptionHandler {

        @Override
        protected ResponseEntity<Object> handleMethodArgumentNotValid(
                MethodArgumentNotValidException failure,
                HttpHeaders headers,
                HttpStatusCode status,
                WebRequest request) {
            ProblemDetail problem = failure.getBody();
            problem.setProperty(
                    "errors",
                    failure.getFieldErrors().stream()
                            .map(error -> new InvalidField(error.getField(), error.getDefaultMessage()))
                            .toList());
            return handleExceptionInternal(failure, problem, headers, status, request);
        }

        @ExceptionHandler({
            CannotCreateTransactionException.class,
            DataAccessResourceFailureException.class,
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
}
