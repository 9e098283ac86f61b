package io.cfa.kit.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cfa.kit.Problem;
import io.cfa.kit.ResponseHeaders;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;

/** Tomcat's own error pages, of requests that reach no servlet, as problem details; public because Tomcat makes it by its name. */
public final class ProblemReportValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        byte[] problem =
                Problem.text(HttpStatusCode.valueOf(status), null, null).getBytes(UTF_8);
        try {
            ResponseHeaders.set(response);
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            OutputStream body = response.getOutputStream();
            body.write(problem);
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            // it has gone, or has been answered
        }
    }
}
